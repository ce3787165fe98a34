/** Lines [{key: schema that holds where the question is visible}, [answers, …]]; a line [[keys of visible questions], …] for each. */
import Ajv2020 from "ajv/dist/2020.js";
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  const [schemas, cases] = JSON.parse(line);
  const ajv = new Ajv2020({ strict: false, ownProperties: true });
  const checks = Object.entries(schemas).map(([key, schema]) => [key, ajv.compile(schema)]);
  const outcomes = cases.map((answers) => checks.filter(([, holds]) => holds(answers)).map(([key]) => key));
  process.stdout.write(`${JSON.stringify(outcomes)}\n`);
}
