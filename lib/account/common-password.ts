/**
 * Those of the passwords most often found in leaks that are ten characters or longer, with what
 * people do to them left out: case, and a tail of digits and marks.
 */
const COMMON = new Set(
  `password passwords passw0rd mypassword newpassword thepassword passwordpassword adminadmin
  administrator qwertyuiop qwertyuiopasdf qwertyqwerty qwerty asdfghjkl zxcvbnm asdfghjklqwertyuiop
  qazwsxedc qazwsxedcrfv zaqwsxcde iloveyou iloveyouso letmein letmeinnow welcome welcomeback
  changeme changemenow changeit trustno football baseball basketball superman batman princess
  sunshine starwars liverpool manchester christopher jessica michael michelle jennifer
  alexander elizabeth internet computer computers whatever something secret topsecret monkey
  dragon master shadow killer pokemon blink abcdefghij abcdefghijk abcdefgh abcd testtest
  testing default guest login google facebook newsroom factcheck factchecker journalist
  stet stetstet correcthorsebatterystaple 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5
  1qazxsw2 zaq12wsx a1b2c3d4e5`.split(/\s+/),
);

const ROWS = ["01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"];

/** Whether a password is one of the first that anybody would try. */
export function isCommonPassword(password: string): boolean {
  const lower = password.normalize("NFKC").toLowerCase();
  const stem = lower.replace(/[\d\W_]+$/, "");
  return COMMON.has(lower) || COMMON.has(stem) || isRepetition(lower) || isRow(lower);
}

/** One to four characters, over and over: "aaaaaaaaaa", "1212121212", "stetstetstet". */
function isRepetition(text: string): boolean {
  return [1, 2, 3, 4].some((size) =>
    [...text].every((character, i, all) => character === all[i % size]),
  );
}

/** A stretch of the keyboard, the alphabet or the digits, in either direction. */
function isRow(text: string): boolean {
  const backwards = [...text].reverse().join("");
  return ROWS.some((row) => row.includes(text) || row.includes(backwards));
}
