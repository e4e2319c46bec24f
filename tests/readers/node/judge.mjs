// What readers of the JavaScript world say of our files: `node judge.mjs READER FILE...`, in the
// folder where they are installed. Prints each complaint on a line; says nothing where there is none.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const here = createRequire(resolve("package.json"));
const load = (name) => import(pathToFileURL(here.resolve(name)).href);
const [reader, ...files] = process.argv.slice(2);
const text = (file) => readFileSync(file, "utf8");
const say = (file, what) => console.log(`${file}: ${what}`);

const readers = {
  async bpmn() {
    const { BpmnModdle } = await load("bpmn-moddle");
    const { Linter } = here("bpmnlint");
    const NodeResolver = here("bpmnlint/lib/resolver/node-resolver.js");
    for (const file of files) {
      const config = { extends: "bpmnlint:recommended" }; // rules remember what they saw: a linter a file
      const linter = new Linter({ resolver: new NodeResolver(), config });
      const { rootElement, warnings } = await new BpmnModdle().fromXML(text(file));
      warnings.forEach((warning) => say(file, warning.message));
      for (const [rule, reports] of Object.entries(await linter.lint(rootElement)))
        reports.forEach((report) => say(file, `${rule} ${report.id}: ${report.message}`));
    }
  },
  async mermaid() {
    const { JSDOM } = here("jsdom");
    const { window } = new JSDOM("");
    Object.assign(globalThis, { window, document: window.document });
    const { default: mermaid } = await load("mermaid");
    mermaid.initialize({ maxTextSize: 50000, maxEdges: 500 });
    for (const file of files)
      await mermaid.parse(text(file)).catch((error) => say(file, error.message));
  },
  async schema() {
    const { default: Ajv } = await load("ajv/dist/2020.js");
    const [schema, documents] = files;
    const check = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(text(schema)));
    text(documents).split("\n").filter(Boolean).forEach((line, at) => {
      if (!check(JSON.parse(line))) say(documents, `line ${at + 1}: ${JSON.stringify(check.errors[0])}`);
    });
  },
  async openapi() {
    const { validate } = await load("@scalar/openapi-parser");
    for (const file of files) {
      const { valid, errors, version } = await validate(text(file));
      if (version !== "3.1") say(file, `is of version ${version}`);
      if (!valid) errors.forEach((error) => say(file, error.message));
    }
  },
};
await readers[reader]();
