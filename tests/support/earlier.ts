/** Variables of the environment with which a server lives so many days ago. */
export function daysAgo(days: number): Record<string, string> {
  const shift = -days * 24 * 60 * 60 * 1_000;
  const script = `
    const Now = Date;
    globalThis.Date = class Date extends Now {
      constructor(...given) {
        if (given.length === 0) super(Now.now() + (${shift}));
        else super(...given);
      }
      static now() { return Now.now() + (${shift}); }
    };`;
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(script)}` };
}
