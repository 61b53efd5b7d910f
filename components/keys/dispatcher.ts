import {
  COMMAND_IDS,
  COMMANDS,
  type CommandId,
  isKeyOn,
  type KeymapPreferences,
  type KeyScope,
  keysOf,
} from "@/lib/account/keymap";

/** Does a command; false where it had nothing to act on, so that the key goes on to the page. */
export type CommandHandler = () => boolean | undefined;
export type CommandHandlers = Partial<Record<CommandId, CommandHandler>>;

/** How long the first key of a sequence ("g a") waits for the second, in milliseconds. */
const SEQUENCE_PATIENCE = 1_500;

/**
 * Turns chords into commands. Who offers commands registers handlers; where several offer the same
 * one, the last that came has it first, so that an open dialog precedes the page under it.
 */
export class Dispatcher {
  private preferences: KeymapPreferences;
  private readonly now: () => number;
  private readonly layers: CommandHandlers[] = [];
  private pending: { sequence: string; until: number } | null = null;

  constructor(preferences: KeymapPreferences, now: () => number = () => performance.now()) {
    this.preferences = preferences;
    this.now = now;
  }

  setPreferences(preferences: KeymapPreferences): void {
    this.preferences = preferences;
    this.pending = null;
  }

  /** Offers commands until the returned function is called. */
  register(handlers: CommandHandlers): () => void {
    this.layers.push(handlers);
    return () => {
      const index = this.layers.indexOf(handlers);
      if (index >= 0) this.layers.splice(index, 1);
    };
  }

  /** Does a command from wherever it was chosen (a button, the help sheet). */
  run(command: CommandId): boolean {
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const handler = this.layers[index]?.[command];
      if (handler && handler() !== false) return true;
    }
    return false;
  }

  /** Whether anybody offers a command now. */
  offers(command: CommandId): boolean {
    return this.layers.some((layer) => layer[command] !== undefined);
  }

  /**
   * A chord pressed in a scope; true where a command took it, or where it begins a sequence. `at`:
   * when it was pressed, which on a busy page is earlier than when it is heard.
   */
  press(chord: string, scope: KeyScope, at = this.now()): boolean {
    const pending = this.pending;
    this.pending = null;
    if (pending && at <= pending.until) {
      const command = this.find(`${pending.sequence} ${chord}`, scope);
      if (command) return this.run(command);
    }
    const command = this.find(chord, scope);
    if (command) return this.run(command);
    if (!this.begins(chord, scope)) return false;
    this.pending = { sequence: chord, until: at + SEQUENCE_PATIENCE };
    return true;
  }

  private find(sequence: string, scope: KeyScope): CommandId | undefined {
    return COMMAND_IDS.find((id) => this.isLive(id, scope, (key) => key === sequence));
  }

  private begins(chord: string, scope: KeyScope): boolean {
    return COMMAND_IDS.some(
      (id) => this.isLive(id, scope, (key) => key.startsWith(`${chord} `)) && this.offers(id),
    );
  }

  private isLive(id: CommandId, scope: KeyScope, is: (key: string) => boolean): boolean {
    return (
      COMMANDS[id].scopes.includes(scope) &&
      keysOf(id, this.preferences).some((key) => is(key) && isKeyOn(key, this.preferences))
    );
  }
}
