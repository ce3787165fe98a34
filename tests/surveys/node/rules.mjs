/** Lines [definition, [[answers, context], …]] on stdin; on stdout for each a line [{questions, stored}, …] of survey-rules.js. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

// As a module whatever the folder's package.json says, the way a browser loads it
const source = readFileSync(process.argv[2]);
const { visible } = await import(`data:text/javascript;base64,${source.toString("base64")}`);

for await (const line of createInterface({ input: process.stdin })) {
  const [definition, cases] = JSON.parse(line);
  const outcomes = cases.map(([answers, context]) => {
    const { questions, stored } = visible(definition, answers, context);
    return { questions, stored };
  });
  process.stdout.write(`${JSON.stringify(outcomes)}\n`);
}
