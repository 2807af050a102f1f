import type { WireBinding } from "./binding.ts";
import type { Codec } from "./codec.ts";
import { FaultTable } from "./fault.ts";
import { loadModel } from "./load-model.ts";
import type { ServiceModel, WireProtocol } from "./model.ts";
import { type HttpMatch, httpRouter } from "./rest/http-router.ts";
import { createCodec } from "./service-codec.ts";
import type { WireRequest } from "./wire-message.ts";

/** A service with its model read. */
export interface WireService {
  readonly name: string;
  readonly model: ServiceModel;
  readonly binding: WireBinding;
  readonly faults: FaultTable;
  codec(protocol: WireProtocol): Codec;
  /** Whether it can be spoken to in a protocol. */
  speaks(protocol: WireProtocol): boolean;
  match(request: Pick<WireRequest, "method" | "path" | "query" | "headers">): HttpMatch | undefined;
}

interface Named {
  readonly name: string;
  readonly wire?: WireBinding;
}

/** The services that AWS's clients can reach. Each one's model is read when somebody first asks for it. */
export class WireServices {
  readonly #bindings: ReadonlyMap<string, WireBinding>;
  readonly #loaded = new Map<string, Promise<WireService | undefined>>();

  constructor(services: readonly Named[]) {
    this.#bindings = new Map(services.flatMap(({ name, wire }) => (wire ? [[name, wire]] : [])));
  }

  get names(): readonly string[] {
    return [...this.#bindings.keys()];
  }

  /** By the name that credential scopes have. */
  find(name: string): Promise<WireService | undefined> {
    const binding = this.#bindings.get(name);
    if (!binding) return Promise.resolve(undefined);
    const before = this.#loaded.get(name);
    if (before) return before;
    const loaded = load(name, binding);
    this.#loaded.set(name, loaded);
    return loaded;
  }

  /** The first that a request can mean. */
  async search(fits: (service: WireService) => boolean): Promise<WireService | undefined> {
    for (const name of this.names) {
      const service = await this.find(name);
      if (service && fits(service)) return service;
    }
    return undefined;
  }
}

async function load(name: string, binding: WireBinding): Promise<WireService | undefined> {
  const model = await loadModel(name);
  if (!model) return undefined;
  const codecs = new Map<WireProtocol, Codec>();
  let route: ReturnType<typeof httpRouter> | undefined;
  return {
    name,
    model,
    binding,
    faults: new FaultTable(model, binding.errorTypes),
    codec(protocol) {
      const codec = codecs.get(protocol) ?? createCodec(protocol, model, binding);
      codecs.set(protocol, codec);
      return codec;
    },
    speaks: (protocol) => model.protocol === protocol || binding.alsoSpeaks?.includes(protocol) === true,
    match(request) {
      route ??= httpRouter(model);
      return route(request);
    },
  };
}
