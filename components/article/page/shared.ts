/** Works something out once for all who ask the same of the same thing. */
export function shared<T extends object, A extends readonly unknown[], R>(
  work: (of: T, ...rest: A) => R,
): (of: T, ...rest: A) => R {
  const known = new WeakMap<T, { rest: A; answer: R }>();
  return (of, ...rest) => {
    const before = known.get(of);
    if (before?.rest.every((value, index) => value === rest[index])) return before.answer;
    const answer = work(of, ...rest);
    known.set(of, { rest, answer });
    return answer;
  };
}
