/** Lines [form, [[data, variables], …]] on stdin; on stdout {errors, names, outcomes: [[names of visible questions], …]} for each. */
import { createInterface } from "node:readline";
import { Model } from "survey-core";

const isVisible = (question) => question.isVisible && question.page.isVisible && question.getType() !== "html";

for await (const line of createInterface({ input: process.stdin })) {
  const [form, cases] = JSON.parse(line);
  const survey = new Model(form);
  const questions = survey.getAllQuestions();
  const outcomes = cases.map(([data, variables]) => {
    survey.data = {};
    for (const name of survey.getVariableNames()) survey.setVariable(name, undefined);
    for (const [name, value] of Object.entries(variables)) survey.setVariable(name, value);
    survey.data = data;
    return questions.filter(isVisible).map((question) => question.name);
  });
  const errors = (survey.jsonErrors ?? []).map((error) => error.message);
  process.stdout.write(`${JSON.stringify({ errors, names: questions.map((question) => question.name), outcomes })}\n`);
}
