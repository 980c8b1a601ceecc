/**
 * Every environment variable there is, with what it does. `docs/configuration.md` shows the same
 * table, and a test holds the two together.
 */

export interface Variable {
  /** What it does, in one sentence. */
  says: string
  /** What holds when it is not set; none means that the feature is off. */
  fallback?: string
}

export const VARIABLES = {
  PORT: { says: 'The port the API listens on.', fallback: '4300' },
  HOST: {
    says: 'The address it listens on. `0.0.0.0` for every network, as in a container.',
    fallback: '127.0.0.1',
  },
  PUBLIC_URL: {
    says: 'The address under which browsers reach the API.',
    fallback: 'http://localhost:<PORT>',
  },
  DATABASE_URL: {
    says: 'A `postgres://` address (Postgres 15 or newer). Without it the embedded database in `DATA_DIR` is used, which is for trying and developing only.',
  },
  DATABASE_CONNECTIONS: {
    says: 'How many connections to Postgres one process keeps.',
    fallback: '10',
  },
  DATABASE_STATEMENT_SECONDS: {
    says: 'A statement to Postgres that takes longer is ended; whoever asked is told to try again.',
    fallback: '30',
  },
  DATABASE_IDLE_SECONDS: {
    says: 'A transaction that nobody goes on with for so long is undone by Postgres.',
    fallback: '60',
  },
  DATA_DIR: {
    says: 'The folder of the embedded database and of files of our own.',
    fallback: '.data',
  },
  CACHE_DIR: {
    says: 'A folder for what spares the next start work: compiled code and a copy of the empty embedded database. Nobody else may write there. It can be deleted at any time, and where it cannot be written every start is a slow one.',
    fallback: 'node_modules/.cache/resolutionflow',
  },
  SECRETS_KEYS: {
    says: 'The keys that protect stored secrets and sign tokens, as `id:base64,id:base64` with 32 bytes each. The first one writes, all are read. Required with `DATABASE_URL`; otherwise one is made in `DATA_DIR`.',
  },
  ALLOWED_EXTENSIONS: {
    says: 'Origins of the extension that may ask, separated by commas (`chrome-extension://…`, `moz-extension://…`). Firefox gives each installation an origin of its own: `moz-extension://*` allows all of them. Unset: every extension in the demonstration, none otherwise.',
  },
  PERSON_LIMITS: {
    says: '`off` lets one person ask as fast as they like, for measuring. `on` slows down who asks faster than anybody works (`shared/pace.ts`), in each process by itself.',
    fallback: 'on',
  },
  TRUSTED_PROXIES: {
    says: 'How many proxies of your own stand before the API; that many entries of `X-Forwarded-For` are believed.',
    fallback: '0',
  },
  JOBS: {
    says: '`here` runs jobs in the API process, `elsewhere` leaves them to `npm run worker`.',
    fallback: 'here',
  },
  DEMO: {
    says: '`on` seeds the demonstration team with its well-known passwords. Refused in production.',
    fallback: 'off',
  },
  PSA_ALLOWED_HOSTS: {
    says: 'ConnectWise servers of your own (on-premises) that may be asked although they lie in a private network, separated by commas: `cw.example.com`, `cw.example.com:8443`, `cw.example.com=10.2.0.7:8443` for another way to the same name, `http://localhost:4010` for trying.',
  },
  WEBHOOK_ALLOWED_HOSTS: {
    says: 'Chats of your own that speak Slack’s or Teams’ webhooks and may be written to although they lie in a private network, in the same form.',
  },
  SMTP_URL: {
    says: 'The mail server through which people are told of what waits for them: `smtps://user:password@mail.example.com` (TLS, port 465), or `smtp://mail.example.com:587`, over which a password is sent only after TLS has begun. Without it nobody gets mail.',
  },
  MAIL_FROM: {
    says: 'Whom mail is from: `flow@example.com`, or `ResolutionFlow <flow@example.com>`. Required with `SMTP_URL`.',
  },
  PSA_CLIENT_ID: {
    says: 'The client id under which this product is registered with ConnectWise (a GUID): one for everybody, never a customer’s own.',
  },
  ANTHROPIC_API_KEY: {
    says: 'The key with which FlowPilot asks a model for every team that has none of its own. Without it, and without a team’s own, rules answer.',
  },
  ANTHROPIC_BASE_URL: {
    says: 'The address of the Messages API, for a gateway of your own.',
    fallback: 'https://api.anthropic.com',
  },
  ASSISTANT_MODE: {
    says: '`model`, or `demo` where a stand-in answers: replies are then marked as a demonstration.',
    fallback: 'model',
  },
  ASSISTANT_TIERS: {
    says: 'A file in the shape of `api/assistant/model/tiers.json` that replaces it: which model answers in which tier, what it takes, what it costs and how long it may take.',
  },
  ASSISTANT_MONTHLY_LIMIT: {
    says: 'Dollars a team may spend in a calendar month with the installation’s key. From 80 % on the deep tier is left out; at 100 % rules answer.',
    fallback: '50',
  },
  ASSISTANT_SESSION_LIMIT: {
    says: 'Dollars one session may cost with the installation’s key; a team can set less. From 80 % on the deep tier is left out; at 100 % rules answer in that session.',
    fallback: '5',
  },
  ASSISTANT_TURNS_PER_MINUTE: {
    says: 'How often one person may ask a model in a minute; a team can set another number.',
    fallback: '20',
  },
  ASSISTANT_IDLE_SECONDS: {
    says: 'A model that says nothing for so long is given up.',
    fallback: '20',
  },
  VOYAGE_API_KEY: {
    says: 'The key with which passages and questions are turned into vectors, so that a search also finds what is meant. Without it, and where Postgres has no pgvector, searches go by words.',
  },
  VOYAGE_BASE_URL: {
    says: 'The address of the embedder, for a gateway of your own.',
    fallback: 'https://api.voyageai.com',
  },
  VOYAGE_INDEX_MODEL: {
    says: 'The model for passages. Another one makes all vectors anew.',
    fallback: 'voyage-4-large',
  },
  VOYAGE_QUERY_MODEL: {
    says: 'The model for questions; of the same family, so that the two can be compared.',
    fallback: 'voyage-4-lite',
  },
  VOYAGE_RERANK_MODEL: {
    says: 'The model that puts the best passages into a better order, such as `rerank-2.5`.',
  },
  VOYAGE_DIMENSIONS: {
    says: 'How long a vector is: 256, 512, 1024 or 2048.',
    fallback: '1024',
  },
  FILES_TEAM_MEGABYTES: {
    says: 'How much room the attached files of one team may take.',
    fallback: '5000',
  },
  FILES_S3_ENDPOINT: {
    says: 'The address of an object store that speaks S3’s language (`https://s3.eu-central-1.amazonaws.com`, a MinIO of your own): attached files are kept there. Without it they are kept in `DATA_DIR`.',
  },
  FILES_S3_BUCKET: { says: 'The bucket there. Required with `FILES_S3_ENDPOINT`.' },
  FILES_S3_REGION: { says: 'Its region, as the store names it.', fallback: 'us-east-1' },
  FILES_S3_ACCESS_KEY: {
    says: 'The key id that may read, write, list and delete in the bucket. Required with `FILES_S3_ENDPOINT`.',
  },
  FILES_S3_SECRET_KEY: { says: 'Its secret. Required with `FILES_S3_ENDPOINT`.' },
  LOG_LEVEL: {
    says: 'What is logged: `debug`, `info`, `warn`, `error` or `silent`.',
    fallback: 'info',
  },
  TEAM_ADMIN_PASSWORD: {
    says: 'Read by `npm run team:create` alone: the password of the new admin. Without it one is asked for or made.',
  },
  NODE_ENV: { says: '`production` refuses everything that is meant for trying out.' },
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof VARIABLES
