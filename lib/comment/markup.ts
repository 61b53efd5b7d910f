import { Lexer, type Token, Tokenizer, type Tokens } from "marked";
import { mentionAt } from "./mention";

/**
 * What a comment's text means: paragraphs, lists, emphasis, links and mentions. Everything else of
 * Markdown, and all HTML, stays the letters that were typed.
 */
export type Block =
  | { type: "paragraph"; content: Inline[] }
  | { type: "list"; start: number | null; items: Block[][] };

export type Inline =
  | { type: "text"; text: string }
  | { type: "break" }
  | { type: "strong" | "emphasis"; content: Inline[] }
  | { type: "link"; href: string; content: Inline[] }
  | { type: "mention"; memberId: string };

/** Lists and emphasis deeper than this stay letters. */
const DEEPEST = 6;
/** As do stars and underscores after so many: looking for what closes each takes time. */
const MOST_MARKS = 500;

/** Reads a comment's text. Never fails: what is no markup is text. */
export function parseMarkup(body: string): Block[] {
  const lexer = new Lexer({
    gfm: true,
    breaks: true,
    tokenizer: new CommentTokenizer(),
    extensions: {
      renderers: {},
      childTokens: {},
      inline: [
        (src) => {
          const mention = mentionAt(src);
          return mention
            ? {
                type: "mention",
                raw: src.slice(0, mention.length),
                memberId: mention.memberId,
              }
            : undefined;
        },
      ],
      startInline: [(src) => src.indexOf("@[")],
    },
  });
  return blocksOf(lexer.lex(body));
}

/** Knows nothing but what a comment may hold. */
class CommentTokenizer extends Tokenizer {
  private depth = 0;
  private marks = 0;

  private within<T>(read: () => T): T | undefined {
    if (this.depth >= DEEPEST) return undefined;
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }

  override list(src: string): Tokens.List | undefined {
    return this.within(() => super.list(src));
  }
  override emStrong(
    src: string,
    masked: string,
    before?: string,
  ): Tokens.Em | Tokens.Strong | undefined {
    this.marks += 1;
    if (this.marks > MOST_MARKS) return undefined;
    return this.within(() => super.emStrong(src, masked, before));
  }
  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    return this.within(() => super.link(src));
  }

  override code(): undefined {}
  override fences(): undefined {}
  override heading(): undefined {}
  override hr(): undefined {}
  override blockquote(): undefined {}
  override html(): undefined {}
  override def(): undefined {}
  override table(): undefined {}
  override lheading(): undefined {}
  override tag(): undefined {}
  override reflink(): undefined {}
  override codespan(): undefined {}
  override del(): undefined {}
}

function blocksOf(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  // The box of a task is the letters before its words.
  let box = "";
  for (const token of tokens) {
    if (token.type === "space") continue;
    if (token.type === "checkbox") {
      box = token.raw;
    } else if (isList(token)) {
      const start = typeof token.start === "number" ? token.start : null;
      blocks.push({ type: "list", start, items: token.items.map((item) => blocksOf(item.tokens)) });
    } else {
      const isText = token.type === "paragraph" || token.type === "text";
      const inner = isText && "tokens" in token ? token.tokens : undefined;
      const content = inner ? inlineOf(inner) : textOf(token.raw);
      blocks.push({ type: "paragraph", content: joined([...textOf(box), ...content]) });
      box = "";
    }
  }
  return box === "" ? blocks : [...blocks, { type: "paragraph", content: textOf(box) }];
}

function inlineOf(tokens: readonly Token[]): Inline[] {
  return joined(tokens.flatMap(inlinesOf));
}

/** With texts that follow one another as one. */
function joined(parts: readonly Inline[]): Inline[] {
  const content: Inline[] = [];
  for (const part of parts) {
    const last = content.at(-1);
    if (part.type === "text" && last?.type === "text") {
      content[content.length - 1] = { type: "text", text: last.text + part.text };
    } else content.push(part);
  }
  return content;
}

function inlinesOf(token: Token): Inline[] {
  switch (token.type) {
    case "br":
      return [{ type: "break" }];
    case "escape":
      return textOf(token.text);
    case "strong":
      return [{ type: "strong", content: inlineOf(token.tokens ?? []) }];
    case "em":
      return [{ type: "emphasis", content: inlineOf(token.tokens ?? []) }];
    case "link": {
      const href = safeAddress(token.href);
      if (href === null) return textOf(token.raw);
      return [{ type: "link", href, content: inlineOf(token.tokens ?? []) }];
    }
    case "mention":
      return [{ type: "mention", memberId: token.memberId }];
    default:
      return textOf(token.raw);
  }
}

function textOf(text: string): Inline[] {
  return text === "" ? [] : [{ type: "text", text }];
}

function isList(token: Token): token is Tokens.List {
  return token.type === "list";
}

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:"]);

/**
 * The address of a link that may be followed: of a page or a mailbox, whole, and without a name
 * before its host, which would pass one site off as another. Null for any other.
 */
function safeAddress(href: string): string | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  if (!url || !SAFE_SCHEMES.has(url.protocol)) return null;
  return url.username === "" && url.password === "" ? url.href : null;
}

/** What a comment says in words alone, on one line: no links, no emphasis, members by their names. */
export function plainWords(body: string, nameOf: (memberId: string) => string): string {
  const wordsOf = (part: Inline): string => {
    switch (part.type) {
      case "text":
        return part.text;
      case "break":
        return " ";
      case "mention":
        return `@${nameOf(part.memberId)}`;
      default:
        return part.content.map(wordsOf).join("");
    }
  };
  const linesOf = (block: Block): string[] =>
    block.type === "paragraph"
      ? [block.content.map(wordsOf).join("")]
      : block.items.flatMap((item) => item.flatMap(linesOf));
  return parseMarkup(body).flatMap(linesOf).join(" ").replace(/\s+/g, " ").trim();
}
