const segmenters = new Map<string, Intl.Segmenter>();

export function sentenceSegmenter(language?: string | null): Intl.Segmenter {
  return segmenter("sentence", language);
}

export function wordSegmenter(language?: string | null): Intl.Segmenter {
  return segmenter("word", language);
}

function segmenter(granularity: "sentence" | "word", language?: string | null): Intl.Segmenter {
  const locale = supportedLocale(language);
  const key = `${granularity} ${locale}`;
  const known = segmenters.get(key);
  if (known) return known;
  const made = new Intl.Segmenter(locale, { granularity });
  segmenters.set(key, made);
  return made;
}

// English where the language is unknown or misspelt: the same everywhere, not the machine's own.
function supportedLocale(language?: string | null): string {
  if (!language) return "en";
  try {
    return Intl.Segmenter.supportedLocalesOf(language)[0] ?? "en";
  } catch {
    return "en";
  }
}
