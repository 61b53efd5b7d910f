declare module "@citation-js/core" {
  export const plugins: {
    input: {
      /** Reads `data` as `forceType`, step by step, until it is of the type `target`, by default CSL. */
      chain(
        data: unknown,
        options: { forceType: string; generateGraph: false; target?: string },
      ): unknown;
    };
    output: { format(name: "bibtex" | "biblatex" | "ris", items: unknown[]): string };
    config: { get(name: string): Record<string, unknown> };
  };
}
declare module "@citation-js/plugin-bibtex";
declare module "@citation-js/plugin-ris";
