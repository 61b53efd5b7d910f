import {
  type Attribute,
  Extension,
  type Extensions,
  Mark,
  mergeAttributes,
  Node,
} from "@tiptap/core";
import { Link } from "@tiptap/extension-link";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { StarterKit } from "@tiptap/starter-kit";
import { isFootnoteId, isSafeHref, MAX_TABLE_SPAN, pictureSha, validate } from "./attribute";
import { type BlockRole, isBlockRole } from "./role";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    blockRole: {
      /** Sets the role of every text block in the selection; null takes it from its place again. */
      setBlockRole: (role: BlockRole | null) => ReturnType;
    };
    subscript: { toggleSubscript: () => ReturnType };
    superscript: { toggleSuperscript: () => ReturnType };
  }
}

const TEXT_BLOCKS = ["paragraph", "heading", "codeBlock", "figcaption"];

const Role = Extension.create({
  name: "blockRole",
  addGlobalAttributes() {
    return [
      {
        types: TEXT_BLOCKS,
        attributes: {
          role: {
            default: null,
            // The paragraph after a headline is not another headline.
            keepOnSplit: false,
            validate: validate.role,
            parseHTML: (element) => {
              const role = element.getAttribute("data-role");
              return isBlockRole(role) ? role : null;
            },
            renderHTML: ({ role }) => (role ? { "data-role": role } : {}),
          },
          dir: {
            default: null,
            validate: validate.dir,
            parseHTML: (element) => {
              const dir = element.getAttribute("dir")?.toLowerCase();
              return dir === "rtl" || dir === "ltr" ? dir : null;
            },
            renderHTML: ({ dir }) => (dir ? { dir } : {}),
          },
        },
      },
    ];
  },
  addCommands() {
    return {
      setBlockRole:
        (role) =>
        ({ commands }) =>
          TEXT_BLOCKS.map((type) => commands.updateAttributes(type, { role })).some(Boolean),
    };
  },
});

/**
 * The named attributes with a validator each. ProseMirror throws on an invalid value wherever a
 * node is made, so what pasted HTML says is taken only where it is valid.
 */
function withValidators(
  attributes: Record<string, Attribute> | undefined,
  validators: Record<string, (value: unknown) => void>,
): Record<string, Attribute> {
  return Object.fromEntries(
    Object.entries(validators).map(([name, check]) => {
      const attribute = attributes?.[name] ?? {};
      const read = attribute.parseHTML ?? ((element: HTMLElement) => element.getAttribute(name));
      const parseHTML = (element: HTMLElement): unknown => {
        const value: unknown = read(element);
        try {
          check(value);
          return value;
        } catch {
          return attribute.default ?? null;
        }
      };
      return [name, { ...attribute, validate: check, parseHTML }];
    }),
  );
}

const SafeLink = Link.extend({
  addAttributes() {
    return {
      href: {
        default: null,
        isRequired: true,
        validate: validate.href,
        parseHTML: (element: HTMLElement) => element.getAttribute("href"),
      },
      ...withValidators({ title: { default: null } }, { title: validate.linkTitle }),
    };
  },
}).configure({
  autolink: false,
  openOnClick: false,
  protocols: [],
  defaultProtocol: "https",
  HTMLAttributes: { rel: "noopener noreferrer" },
  isAllowedUri: (href) => isSafeHref(href),
});

const CELL_CONTENT =
  "(paragraph | heading | bulletList | orderedList | blockquote | codeBlock | figure)+";

function span(name: "colspan" | "rowspan"): Attribute {
  return {
    default: 1,
    validate: validate.span,
    parseHTML: (element: HTMLElement) => {
      const value = Number.parseInt(element.getAttribute(name) ?? "1", 10);
      return value >= 1 && value <= MAX_TABLE_SPAN ? value : 1;
    },
  };
}

function cellAttributes(attributes: Record<string, Attribute> | undefined) {
  return {
    ...withValidators(attributes, { colwidth: validate.columnWidths, align: validate.align }),
    colspan: span("colspan"),
    rowspan: span("rowspan"),
  };
}

const Cell = TableCell.extend({
  content: CELL_CONTENT,
  addAttributes() {
    return cellAttributes(this.parent?.());
  },
});

const HeaderCell = TableHeader.extend({
  content: CELL_CONTENT,
  addAttributes() {
    return cellAttributes(this.parent?.());
  },
});

function pixels(name: "width" | "height"): Attribute {
  return {
    default: null,
    validate: validate.pixels,
    parseHTML: (element: HTMLElement) => {
      const value = Number.parseInt(element.getAttribute(name) ?? "", 10);
      return value >= 1 && value <= 100_000 ? value : null;
    },
  };
}

/**
 * A picture, always inside a figure. `src` is `picture:<sha256>` of bytes that we store, or null
 * where we have none; `origin` says where it stood, as text, and is never loaded.
 */
const Picture = Node.create({
  name: "image",
  atom: true,
  draggable: false,
  selectable: true,
  addAttributes() {
    return {
      src: {
        default: null,
        validate: validate.pictureSrc,
        parseHTML: (element) => {
          const src = element.getAttribute("data-picture");
          return pictureSha(src) ? src : null;
        },
        renderHTML: ({ src }) => (src ? { "data-picture": src } : {}),
      },
      alt: {
        default: "",
        validate: validate.alt,
        parseHTML: (element) => (element.getAttribute("alt") ?? "").slice(0, 4000),
      },
      origin: {
        default: null,
        validate: validate.pictureOrigin,
        // The address of a pasted picture is not ours to load; the importer fills it in.
        parseHTML: () => null,
        rendered: false,
      },
      width: pixels("width"),
      height: pixels("height"),
    };
  },
  parseHTML() {
    return [{ tag: "img" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["img", HTMLAttributes];
  },
});

const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "image figcaption*",
  isolating: true,
  parseHTML() {
    return [{ tag: "figure" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes, 0];
  },
});

const Figcaption = Node.create({
  name: "figcaption",
  content: "inline*",
  parseHTML() {
    return [{ tag: "figcaption" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["figcaption", HTMLAttributes, 0];
  },
});

const footnoteId: Attribute = {
  parseHTML: (element: HTMLElement) => element.getAttribute("data-footnote"),
  renderHTML: ({ id }) => ({ "data-footnote": id }),
};

const Footnotes = Node.create({
  name: "footnotes",
  content: "footnote+",
  isolating: true,
  parseHTML() {
    return [{ tag: "section[data-footnotes]" }];
  },
  renderHTML() {
    return ["section", { "data-footnotes": "" }, ["ol", 0]];
  },
});

const Footnote = Node.create({
  name: "footnote",
  content: "paragraph+",
  addAttributes() {
    // ProseMirror must be able to make one by itself; such a footnote has no reference yet.
    return { id: { ...footnoteId, default: null, validate: validate.optionalFootnoteId } };
  },
  parseHTML() {
    return [
      {
        tag: "li[data-footnote]",
        priority: 60,
        getAttrs: (element) => isFootnoteId(element.getAttribute("data-footnote")) && null,
      },
    ];
  },
  renderHTML({ HTMLAttributes }) {
    return ["li", HTMLAttributes, 0];
  },
});

/** The number or sign in the text that stands for a footnote; it stays text, so it has offsets. */
const FootnoteReference = Mark.create({
  name: "footnoteReference",
  inclusive: false,
  excludes: "footnoteReference link superscript subscript",
  addAttributes() {
    return { id: { ...footnoteId, isRequired: true, validate: validate.footnoteId } };
  },
  parseHTML() {
    return [
      {
        tag: "sup[data-footnote]",
        priority: 60,
        getAttrs: (element) => isFootnoteId(element.getAttribute("data-footnote")) && null,
      },
    ];
  },
  renderHTML({ HTMLAttributes }) {
    return ["sup", mergeAttributes(HTMLAttributes), 0];
  },
});

const Subscript = Mark.create({
  name: "subscript",
  excludes: "subscript superscript",
  parseHTML() {
    return [{ tag: "sub" }];
  },
  renderHTML() {
    return ["sub", 0];
  },
  addCommands() {
    return {
      toggleSubscript:
        () =>
        ({ commands }) =>
          commands.toggleMark(this.name),
    };
  },
  addKeyboardShortcuts() {
    return { "Mod-,": () => this.editor.commands.toggleSubscript() };
  },
});

const Superscript = Mark.create({
  name: "superscript",
  excludes: "superscript subscript",
  parseHTML() {
    return [{ tag: "sup" }];
  },
  renderHTML() {
    return ["sup", 0];
  },
  addCommands() {
    return {
      toggleSuperscript:
        () =>
        ({ commands }) =>
          commands.toggleMark(this.name),
    };
  },
  addKeyboardShortcuts() {
    return { "Mod-.": () => this.editor.commands.toggleSuperscript() };
  },
});

/** The parts of the starter kit whose attributes need validators, found by name in the kit. */
const Kit = StarterKit.extend({
  addExtensions() {
    return (this.parent?.() ?? []).map((extension) => {
      if (!(extension instanceof Node)) return extension;
      switch (extension.name) {
        case "doc":
          return extension.extend({ content: "block+ footnotes?" });
        case "heading":
          return extension.extend({
            addAttributes() {
              return withValidators(this.parent?.(), { level: validate.headingLevel });
            },
          });
        case "orderedList":
          return extension.extend({
            addAttributes() {
              return withValidators(this.parent?.(), {
                start: validate.listStart,
                type: validate.listType,
              });
            },
          });
        case "codeBlock":
          return extension.extend({
            addAttributes() {
              return withValidators(this.parent?.(), { language: validate.codeLanguage });
            },
          });
        default:
          return extension;
      }
    });
  },
}).configure({
  link: false,
  heading: { levels: [1, 2, 3, 4] },
  // It would put a paragraph behind the footnotes, which close the document.
  trailingNode: false,
});

/**
 * The extensions that define the document's schema, for the editor and the server alike. An editor
 * may add extensions that bring no nodes, marks or attributes.
 */
export const documentExtensions: Extensions = [
  Kit,
  Role,
  SafeLink,
  Subscript,
  Superscript,
  Table.configure({ resizable: false }),
  TableRow,
  Cell,
  HeaderCell,
  Picture,
  Figure,
  Figcaption,
  FootnoteReference,
  Footnotes,
  Footnote,
];
