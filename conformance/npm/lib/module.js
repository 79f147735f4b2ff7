// Runs the WebAssembly module, whose functions conformance/wasm/flaghook.h documents.

import { FlaghookError } from "./errors.js";

/** A larger instance is dropped after a call, since its memory never shrinks. */
const MOST_KEPT = 64 * 1024 * 1024;

const decoder = new TextDecoder();

const imports = {
  env: { emscripten_notify_memory_growth: () => {} },
  wasi_snapshot_preview1: {
    proc_exit: (status) => {
      throw new WebAssembly.RuntimeError(`the module ended with status ${status}`);
    },
    // No environment variables.
    environ_sizes_get: () => 52,
    environ_get: () => 52,
  },
};

const start = async (compiled) => {
  const { exports } = await WebAssembly.instantiate(compiled, imports);
  exports._initialize();
  return exports;
};

/** Copies bytes to the module; returns 0 for null. */
const put = (exports, bytes) => {
  if (bytes === null) return 0;
  const address = exports.flaghook_allocate(bytes.byteLength);
  if (address === 0) {
    throw new FlaghookError("out_of_memory", `cannot allocate ${bytes.byteLength} bytes`);
  }
  new Uint8Array(exports.memory.buffer, address >>> 0, bytes.byteLength).set(bytes);
  return address;
};

/** Converts inputs to the arguments of a function; adds the allocated memory to `held`. */
const valuesOf = (exports, inputs, held) =>
  inputs.flatMap((input) => {
    if (typeof input === "number") return [input];
    if (Array.isArray(input)) {
      const members = new Uint8Array(Uint32Array.from(valuesOf(exports, input, held)).buffer);
      return valuesOf(exports, [members], held).slice(0, 1);
    }
    const address = put(exports, input);
    held.push([address, input?.byteLength ?? 0]);
    return [address, input?.byteLength ?? 0];
  });

const run = (exports, name, inputs) => {
  const held = [];
  const values = valuesOf(exports, inputs, held);
  const address = exports[`flaghook_${name}`](...values) >>> 0;
  const document = new Uint8Array(exports.memory.buffer, address, exports.flaghook_size()).slice();
  for (const [start, size] of held) {
    // The memory may have had a secret.
    new Uint8Array(exports.memory.buffer, start >>> 0, size).fill(0);
    exports.flaghook_free(start);
  }
  exports.flaghook_release();
  return document;
};

const explain = (exports, error) => {
  // JavaScript's limit for strings may be reached before memory runs out.
  if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) return error;
  return error instanceof RangeError || exports.flaghook_ran_out_of_memory() !== 0
    ? new FlaghookError("out_of_memory", "out of memory; lower the limits", { cause: error })
    : new FlaghookError("internal", "internal error, please report it", { cause: error });
};

/**
 * The module, loaded at the first call.
 * @param compile returns a promise of the WebAssembly.Module
 */
export class Module {
  #compile;
  #compiled;
  #running;

  constructor(compile) {
    this.#compile = compile;
  }

  /** Loads the module from another source. */
  async load(compile) {
    this.#compile = compile;
    this.#compiled = undefined;
    this.#running = undefined;
    await this.#instance();
  }

  #instance() {
    this.#compiled ??= this.#compile();
    if (this.#running === undefined) {
      const running = this.#compiled.then(start);
      // After a failure, the next call tries again.
      running.catch(() => {
        if (this.#running === running) this.#compiled = this.#running = undefined;
      });
      this.#running = running;
    }
    return this.#running;
  }

  /**
   * Calls a function. The inputs are bytes, null for missing bytes, numbers, and lists of these for
   * a struct.
   * @returns the document, parsed as JSON
   */
  async call(name, ...inputs) {
    return JSON.parse(await this.callForText(name, ...inputs));
  }

  /** Calls a function and returns the document as JSON text, in which numbers keep all digits. */
  async callForText(name, ...inputs) {
    return decoder.decode(await this.callForBytes(name, ...inputs));
  }

  /** Calls a function and returns the bytes of the document. */
  async callForBytes(name, ...inputs) {
    const running = this.#instance();
    const exports = await running;
    let whole = false;
    try {
      const document = run(exports, name, inputs);
      whole = exports.memory.buffer.byteLength <= MOST_KEPT;
      return document;
    } catch (error) {
      throw explain(exports, error);
    } finally {
      if (!whole && this.#running === running) this.#running = undefined;
    }
  }
}
