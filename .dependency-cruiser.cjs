/** Who may import whom (CONTRIBUTING.md). Tests, `testing/` and `e2e/` are exempt but for the last rules. */
const TEST = '(\\.test\\.tsx?$|/testing/|^e2e/)'
const own = '^(extension|api|shared|db|e2e)/'
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'Two files that need each other are one file, or miss a third.',
      {},
      { circular: true },
    ),
    rule(
      'shared-is-pure',
      'shared/ imports shared/, zod and fast-sha256; clock, randomness, network are handed in.',
      { path: '^shared/', pathNot: TEST },
      { pathNot: ['^shared/', 'node_modules/(zod|fast-sha256)/'] },
    ),
    rule(
      'api-reaches',
      'api/ imports api, shared, db/tables and packages.',
      { path: '^api/', pathNot: TEST },
      {
        path: own,
        pathNot: '^(api|shared)/|^db/(tables|migrate|open|prepare|prepared)\\.ts$|^db/seed/',
      },
    ),
    rule(
      'sql-lives-in-queries',
      'Only queries.ts, db.ts and db/ name Kysely or pg.',
      {
        path: '^api/',
        pathNot: [TEST, 'queries\\.ts$', '^api/(db|jobs|live)\\.ts$', '^api/.*-sql\\.ts$'],
      },
      { path: 'node_modules/(kysely|pg|@electric-sql)/' },
    ),
    rule(
      'jose-lives-in-sign-in',
      'Only api/sign-in names jose; api/secrets.ts keeps secrets at rest.',
      { path: '^api/', pathNot: [TEST, '^api/sign-in/', '^api/secrets\\.ts$'] },
      { path: 'node_modules/jose/' },
    ),
    rule(
      'mail-has-one-door',
      'Only api/notice/send-mail.ts names nodemailer.',
      { path: '^api/', pathNot: [TEST, '^api/notice/send-mail\\.ts$'] },
      { path: 'node_modules/nodemailer/' },
    ),
    rule(
      'the-model-has-one-door',
      'Only api/assistant and its stand-in in e2e name the Anthropic SDK.',
      { path: own, pathNot: '^(api/assistant|e2e)/' },
      { path: 'node_modules/@anthropic-ai/' },
    ),
    rule(
      'the-model-lives-in-its-room',
      'Only api/assistant/model names the Anthropic SDK; its own types tell the rest what they need.',
      { path: own, pathNot: [TEST, '^api/assistant/model/'] },
      { path: 'node_modules/@anthropic-ai/' },
    ),
    rule(
      'migrations-are-frozen',
      'Migrations import Kysely and nothing of ours.',
      { path: '^db/migrations/' },
      { path: own, pathNot: '^db/migrations/' },
    ),
    rule(
      'content-is-bare',
      'The content script holds no React, no client, no token.',
      { path: '^extension/content/', pathNot: TEST },
      {
        path: [
          'node_modules/react',
          '^extension/(panel|pages|ui|background)/',
          '^extension/client',
        ],
      },
    ),
    rule(
      'background-is-bare',
      'The worker has no React and no screens.',
      { path: '^extension/background/', pathNot: TEST },
      { path: ['node_modules/react', '^extension/(panel|pages|ui|content)/'] },
    ),
    rule(
      'panel-knows-no-pages',
      'The panel never reaches into pages/.',
      { path: '^extension/panel/', pathNot: TEST },
      { path: '^extension/(pages|content|background)/' },
    ),
    rule(
      'pages-know-no-panel',
      'Pages never reach into panel/.',
      { path: '^extension/pages/', pathNot: TEST },
      { path: '^extension/(panel|content|background)/' },
    ),
    rule(
      'ui-knows-props',
      'ui/ components know only their props.',
      { path: '^extension/ui/', pathNot: TEST },
      { path: own, pathNot: '^(extension/ui|shared)/' },
    ),
    rule(
      'bridge-is-thin',
      'bridge/ and client.ts import bridge, shared and packages.',
      { path: '^extension/(bridge/|client)', pathNot: TEST },
      { path: own, pathNot: '^(extension/bridge|extension/client|shared)' },
    ),
    rule(
      'nobody-imports-entrypoints',
      'Entry points are for WXT.',
      {},
      { path: '^extension/entrypoints/.*\\.tsx?$' },
    ),
    rule(
      'extension-is-not-the-server',
      'The extension never imports api or db.',
      { path: '^extension/' },
      { path: '^(api|db)/' },
    ),
    rule(
      'testing-is-for-tests',
      'testing/ and e2e/ are imported by tests and by each other only.',
      { path: own, pathNot: TEST },
      { path: '(/testing/|^e2e/)' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
