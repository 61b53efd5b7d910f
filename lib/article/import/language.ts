import type { Direction } from "./draft";

const RTL_LANGUAGES = new Set("ar arc ckb dv fa he iw ks ku nqo ps sd syr ug ur yi".split(" "));

export function directionOfLanguage(language: string | null): Direction {
  if (!language) return "ltr";
  const locale = new Intl.Locale(language);
  if (locale.script) return /^(Arab|Hebr|Syrc|Thaa|Nkoo)$/.test(locale.script) ? "rtl" : "ltr";
  return RTL_LANGUAGES.has(locale.language) && locale.language !== "ku" ? "rtl" : "ltr";
}

/** Scripts that show the language, or narrow it to a few told apart by letters of their own. */
const SCRIPTS: readonly [RegExp, (text: string) => string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, () => "ja"],
  [/\p{Script=Hangul}/gu, () => "ko"],
  [/\p{Script=Hebrew}/gu, (text) => (/[\u05f0-\u05f2]/.test(text) ? "yi" : "he")],
  [/\p{Script=Arabic}/gu, arabicScript],
  [/\p{Script=Cyrillic}/gu, cyrillic],
  [/\p{Script=Greek}/gu, () => "el"],
  [/\p{Script=Devanagari}/gu, () => "hi"],
  [/\p{Script=Bengali}/gu, () => "bn"],
  [/\p{Script=Tamil}/gu, () => "ta"],
  [/\p{Script=Thai}/gu, () => "th"],
  [/\p{Script=Armenian}/gu, () => "hy"],
  [/\p{Script=Georgian}/gu, () => "ka"],
  [/\p{Script=Ethiopic}/gu, () => "am"],
  [/\p{Script=Han}/gu, () => "zh"],
  [/\p{Script=Latin}/gu, latin],
];

const SAMPLE = 20_000;

/** The language of a text by its script and its commonest words; null where neither tells. */
export function guessLanguage(text: string): string | null {
  const sample = text.slice(0, SAMPLE);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 20) return null;
  for (const [script, languageOf] of SCRIPTS) {
    const share = (sample.match(script)?.length ?? 0) / letters;
    // Japanese is written in Han for the greater part.
    if (share > (script.source.includes("Hiragana") ? 0.1 : 0.4)) return languageOf(sample) || null;
  }
  return null;
}

/** Whether a text is, for the most part, in letters written from right to left. */
export function isRightToLeft(text: string): boolean {
  const sample = text.slice(0, SAMPLE);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const rtl = sample.match(
    /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu,
  );
  return letters > 0 && (rtl?.length ?? 0) > letters / 2;
}

function arabicScript(text: string): string {
  if (/[ٹڈڑے]/.test(text)) return "ur";
  if (/[ټډړښګۍې]/.test(text)) return "ps";
  if (/[ڕڵۆێ]/.test(text)) return "ckb";
  if (/[پچژگ]/.test(text) || /[ی]/.test(text)) return "fa";
  return "ar";
}

function cyrillic(text: string): string {
  if (/[їєґ]/i.test(text)) return "uk";
  if (/[ў]/i.test(text)) return "be";
  if (/[ђћџљњ]/i.test(text)) return "sr";
  if (/[ыэё]/i.test(text)) return "ru";
  return "bg";
}

/** Words that are common in one language and rare in the others. */
const COMMON_WORDS: Readonly<Record<string, string>> = {
  en: "the of and to in that is was for with his he has have not by said",
  fr: "le la les des et est dans une pour que qui sur pas plus au ce avec",
  de: "der die und das ist nicht den von mit dem sich auf ein eine für wird",
  es: "el la los las y que en del por una con para su fue más como",
  it: "il la che di e per una con del della non sono gli le anche è",
  pt: "o os as que e do da em um uma para com não no na foi mais",
  nl: "de het een van en dat is op te zijn met voor niet aan door ook",
  sv: "och att det som en på är av för med den till inte har ett om",
  da: "og det at en den til er som på de med af for ikke der har",
  nb: "og det i er på som en av for til med at ikke har var fra",
  fi: "ja on ei se että oli mutta ovat hän joka myös kun ole sekä",
  pl: "i w na z się nie do że to jest o jak po od przez oraz",
  cs: "a se v na je že to s z do pro jako ale ve by které jsou",
  hu: "a az és hogy nem is egy meg ez van volt de csak már el",
  ro: "și de la în a cu pe că nu este din pentru mai care o un",
  tr: "ve bir bu da için ile de olarak çok daha olan gibi kadar sonra",
  id: "yang dan di dengan untuk dari ini pada tidak itu dalam adalah akan oleh",
};

const wordSets = Object.entries(COMMON_WORDS).map(
  ([language, words]) => [language, new Set(words.split(" "))] as const,
);

const MIN_SHARE = 0.08;
const MIN_COUNT = 3;

function latin(text: string): string {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best = "";
  let bestCount = Math.max(words.length * MIN_SHARE, MIN_COUNT);
  for (const [language, common] of wordSets) {
    const count = words.filter((word) => common.has(word)).length;
    if (count > bestCount) {
      best = language;
      bestCount = count;
    }
  }
  return best;
}
