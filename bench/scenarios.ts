import * as requests from "./requests.ts";
import type { Start } from "./servers.ts";
import { startBare, startFauxqs, startHandWritten, startS3rver, startSkyground } from "./servers.ts";

/** One server, and what it is asked. */
export interface Contestant {
  readonly name: string;
  readonly start: Start;
  readonly prepare: requests.Prepare;
}

export interface Scenario {
  readonly title: string;
  /** The first is what the others are compared with. */
  readonly contestants: readonly Contestant[];
}

const BARE = "bare node:http";
const WIRE = "Skyground, AWS's wire";
const REST = "Skyground, REST";
const FAUXQS = "fauxqs 2.4.1";
const S3RVER = "s3rver 3.7.1";

/** Small requests, many at a time. */
export const SMALL: readonly Scenario[] = [
  {
    title: "SendMessage, 256 bytes",
    contestants: [
      { name: BARE, start: startBare, prepare: requests.sendToBare },
      { name: "hand-written, Skyground's engine", start: startHandWritten, prepare: requests.sendByWire },
      { name: WIRE, start: startSkyground, prepare: requests.sendByWire },
      { name: REST, start: startSkyground, prepare: requests.sendByRest },
      { name: FAUXQS, start: startFauxqs, prepare: requests.sendByWire },
    ],
  },
  {
    title: "PutObject, 1 KiB, a new key each",
    contestants: [
      { name: BARE, start: startBare, prepare: requests.putToBare },
      { name: WIRE, start: startSkyground, prepare: requests.putByWire },
      { name: REST, start: startSkyground, prepare: requests.putByRest },
      { name: FAUXQS, start: startFauxqs, prepare: requests.putByWire },
      { name: S3RVER, start: startS3rver, prepare: requests.putUnsigned },
    ],
  },
  {
    title: "GetObject, 1 KiB",
    contestants: [
      { name: BARE, start: startBare, prepare: requests.getAfter(requests.putToBare) },
      { name: WIRE, start: startSkyground, prepare: requests.getAfter(requests.putByWire) },
      { name: REST, start: startSkyground, prepare: requests.getAfter(requests.putByRest) },
      { name: FAUXQS, start: startFauxqs, prepare: requests.getAfter(requests.putByWire) },
      { name: S3RVER, start: startS3rver, prepare: requests.getAfter(requests.putUnsigned) },
    ],
  },
];

/** One object of 256 MiB, up and down. */
export const LARGE: Scenario = {
  title: "256 MiB",
  contestants: [
    { name: BARE, start: startBare, prepare: requests.putToBare },
    { name: WIRE, start: startSkyground, prepare: requests.putByWire },
    { name: REST, start: startSkyground, prepare: requests.putByRest },
    { name: FAUXQS, start: startFauxqs, prepare: requests.putByWire },
    { name: S3RVER, start: startS3rver, prepare: requests.putUnsigned },
  ],
};
