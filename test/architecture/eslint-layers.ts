/** The layers as an ESLint rule, so that an editor shows a breach where it is written. */
import path from 'node:path';
import type { Rule } from 'eslint';
import { importProblem } from './layers.ts';

/** Reports every import that the layers do not allow. */
export const layersRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const ask = (node: Rule.Node & { source?: unknown }): void => {
      const { value } = (node.source ?? {}) as { value?: unknown };
      const message = typeof value === 'string' ? importProblem(file, value) : undefined;
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: ask,
      ExportNamedDeclaration: ask,
      ExportAllDeclaration: ask,
      ImportExpression: ask,
      TSImportType: ask,
    };
  },
};
