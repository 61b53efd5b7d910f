/**
 * What a person typed as a web address, made whole: "example.org/a" is "https://example.org/a".
 * Anything that names a scheme of its own is left as it is, to be judged by whoever fetches it.
 */
export function completeAddress(typed: string): string {
  const address = typed.trim();
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(address)) return address;
  if (/^(?:mailto|javascript|data|file|blob|about|tel):/i.test(address)) return address;
  return `https://${address.replace(/^\/\//, "")}`;
}
