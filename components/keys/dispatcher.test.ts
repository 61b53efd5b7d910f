import { describe, expect, it } from "vitest";
import { DEFAULT_KEYMAP, remap } from "@/lib/account/keymap";
import { type CommandHandlers, Dispatcher } from "./dispatcher";

function set(preferences = DEFAULT_KEYMAP) {
  const clock = { time: 0 };
  const done: string[] = [];
  const dispatcher = new Dispatcher(preferences, () => clock.time);
  const offer = (...commands: (keyof CommandHandlers)[]) => {
    const handlers: CommandHandlers = {};
    for (const command of commands) {
      handlers[command] = () => {
        done.push(command);
        return undefined;
      };
    }
    return dispatcher.register(handlers);
  };
  return { dispatcher, done, offer, clock };
}

describe("a chord", () => {
  it("does its command in the scopes of the command only", () => {
    const { dispatcher, done, offer } = set();
    offer("claim");
    expect(dispatcher.press("c", "reading")).toBe(true);
    expect(dispatcher.press("c", "panel")).toBe(false);
    expect(dispatcher.press("c", "page")).toBe(false);
    expect(done).toEqual(["claim"]);
  });

  it("is left to the page where nobody offers the command, or its handler declines", () => {
    const { dispatcher } = set();
    expect(dispatcher.press("c", "reading")).toBe(false);
    dispatcher.register({ claim: () => false });
    expect(dispatcher.press("c", "reading")).toBe(false);
  });

  it("goes to who came last, and to the one before when that one left or declined", () => {
    const { dispatcher, done } = set();
    const say = (word: string, answer?: false) => () => {
      done.push(word);
      return answer;
    };
    dispatcher.register({ close: say("page") });
    const leave = dispatcher.register({ close: say("drawer") });
    dispatcher.register({ close: say("shy", false) });
    dispatcher.press("Escape", "panel");
    leave();
    dispatcher.press("Escape", "panel");
    expect(done).toEqual(["shy", "drawer", "shy", "page"]);
  });

  it("follows the person's own keys", () => {
    const { dispatcher, done, offer } = set(remap(DEFAULT_KEYMAP, "claim", ["q"]));
    offer("claim");
    expect(dispatcher.press("c", "reading")).toBe(false);
    expect(dispatcher.press("q", "reading")).toBe(true);
    dispatcher.setPreferences(DEFAULT_KEYMAP);
    expect(dispatcher.press("c", "reading")).toBe(true);
    expect(done).toEqual(["claim", "claim"]);
  });

  it("does nothing alone where single keys are turned off; chords with Ctrl go on", () => {
    const { dispatcher, done, offer } = set({ singleKeys: false, keymap: {} });
    offer("undo", "open", "help", "go_articles");
    expect(dispatcher.press("u", "reading")).toBe(false);
    expect(dispatcher.press("?", "page")).toBe(false);
    expect(dispatcher.press("g", "reading")).toBe(false);
    expect(dispatcher.press("Mod+z", "reading")).toBe(true);
    expect(dispatcher.press("Enter", "reading")).toBe(true);
    expect(done).toEqual(["undo", "open"]);
  });
});

describe("a sequence", () => {
  it("waits for its second key", () => {
    const { dispatcher, done, offer } = set();
    offer("go_articles", "approve");
    expect(dispatcher.press("g", "reading")).toBe(true);
    expect(dispatcher.press("a", "reading")).toBe(true);
    expect(dispatcher.press("a", "reading")).toBe(true);
    expect(done).toEqual(["go_articles", "approve"]);
  });

  it("is forgotten after a while, and its second key means what it means alone", () => {
    const { dispatcher, done, offer, clock } = set();
    offer("go_articles", "approve");
    dispatcher.press("g", "reading");
    clock.time = 2_000;
    dispatcher.press("a", "reading");
    expect(done).toEqual(["approve"]);
  });

  it("counts from when its keys were pressed, however late a busy page hears them", () => {
    const { dispatcher, done, offer, clock } = set();
    offer("go_articles", "approve");
    clock.time = 3_000;
    dispatcher.press("g", "reading", 1_000);
    clock.time = 6_000;
    dispatcher.press("a", "reading", 1_200);
    expect(done).toEqual(["go_articles"]);
  });

  it("does not begin where nobody offers its command", () => {
    const { dispatcher } = set();
    expect(dispatcher.press("g", "reading")).toBe(false);
  });
});
