import type { ServiceModel } from "../../shared/protocols/model.ts";

/** A line for every operation, structure and error, so that a change of AWS's model reads as one. */
export function writeModel(model: ServiceModel): string {
  const lines = Object.entries(model).map(([name, value]) => {
    const isTable = typeof value === "object";
    return `${JSON.stringify(name)}: ${isTable ? writeTable(value) : JSON.stringify(value)}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

function writeTable(table: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(table).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return rows.length === 0 ? "{}" : `{\n${rows.join(",\n")}\n}`;
}
