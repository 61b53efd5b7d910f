import { readFile } from "node:fs/promises";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import type pg from "pg";
import { projectRoot } from "@/lib/env";

/** Runs Prisma's schema engine, as WebAssembly, over a pool's connections. */
export async function withSchemaEngine<T>(
  pool: pg.Pool,
  schema: [path: string, content: string][],
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const Engine = await load();
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory(pool));
  const engine = await Engine.new({ datamodels: schema }, () => {}, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}

// The glue of the package is one module for the whole process and knows one instance; several
// copies of this module must not each give it one.
const ENGINE: unique symbol = Symbol.for("stet.schema-engine");
const slot: typeof globalThis & { [ENGINE]?: Promise<typeof SchemaEngine> } = globalThis;

/** The package expects a bundler that imports .wasm files; Node has to put its two halves together. */
function load(): Promise<typeof SchemaEngine> {
  slot[ENGINE] ??= (async () => {
    // Where the engine leaves its last words before it aborts, which alone say why.
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: {
        set_message: (message: string) => process.stderr.write(`${message}\n`),
      },
    });
    const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
    const file = path.join(
      projectRoot,
      "node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm",
    );
    const { instance } = await WebAssembly.instantiate(await readFile(file), {
      "./schema_engine_bg.js": { ...glue },
    });
    glue.__wbg_set_wasm(instance.exports);
    const start = instance.exports.__wbindgen_start;
    if (typeof start === "function") start();
    return glue.SchemaEngine;
  })();
  return slot[ENGINE];
}

/** The object id of PostgreSQL's one-byte "char", of which the system's catalogues are full. */
const CHAR = 18;
const TEXT = 25;

/**
 * Prisma's adapter, but for two things that the engine needs and the client does not. It gives a
 * script to PostgreSQL whole, so that a migration is atomic and function bodies survive (Prisma's
 * cuts at every semicolon); and it reads "char" columns, which Prisma's refuses.
 */
class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "stet-migrations";

  constructor(private readonly pool: pg.Pool) {}

  async connect(): Promise<SqlDriverAdapter> {
    const { pool } = this;
    const charColumns = new WeakMap<object, number[]>();
    const adapter = await new PrismaPg(withCharAsText(pool, charColumns)).connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    return Object.assign(adapter, {
      executeScript: async (script: string) => {
        await pool.query(script);
      },
      queryRaw: async (query: SqlQuery) => {
        const result = await queryRaw(query);
        for (const column of charColumns.get(result.rows) ?? []) {
          result.columnTypes[column] = ColumnTypeEnum.Character;
        }
        return result;
      },
    });
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    throw new Error("Migrations are made without a shadow database.");
  }
}

/** The same pool, calling "char" columns text and noting, by a result's rows, which they were. */
function withCharAsText(pool: pg.Pool, charColumns: WeakMap<object, number[]>): pg.Pool {
  return new Proxy(pool, {
    get(target, key) {
      if (key !== "query") return Reflect.get(target, key, target);
      return async (config: pg.QueryArrayConfig) => {
        const result = await target.query(config);
        const columns: number[] = [];
        for (const [index, field] of result.fields.entries()) {
          if (field.dataTypeID !== CHAR) continue;
          field.dataTypeID = TEXT;
          columns.push(index);
        }
        charColumns.set(result.rows, columns);
        return result;
      };
    },
  });
}
