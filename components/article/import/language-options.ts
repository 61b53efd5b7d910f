/** Languages in which newsrooms write, offered by name; any other tag may come from a file. */
const TAGS = (
  "af am ar az be bg bn bs ca ckb cs cy da de el en en-AU en-CA en-GB en-IE en-US es es-MX et eu fa fi " +
  "fr fr-CA ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ku ky lb lo lt lv mk ml mn mr ms mt " +
  "my nb ne nl nl-BE nn pa pl ps pt pt-BR ro ru si sk sl so sq sr sv sw ta te th tr uk ur uz vi yi " +
  "zh zh-Hans zh-Hant zu"
).split(" ");

/** Languages by their names in the interface's language, with the article's own among them. */
export function languageOptions(
  own: string,
  interfaceLocale: string,
): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([interfaceLocale], { type: "language" });
  return [...new Set([...TAGS, own])]
    .filter((tag) => tag !== "")
    .map((tag) => ({ value: tag, label: nameOf(names, tag) }))
    .sort((a, b) => a.label.localeCompare(b.label, interfaceLocale));
}

function nameOf(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
