/**
 * The environment, read once and checked: nothing else looks at `process.env`.
 *
 * What there is stands in `config-variables.ts`. A value that makes no sense stops the start with
 * its name and with what to write instead.
 */
import { readTiers, SHIPPED_TIERS, type Tiers } from './assistant/model/tiers.ts'
import type { S3Config } from './attachment/s3-store.ts'
import type { VariableName } from './config-variables.ts'
import { CACHE_FOLDER } from './keep-compiled.ts'
import { type MailConfig, mailSender, mailServer } from './notice/mail-config.ts'
import { type AllowedHost, readAllowedHosts } from './reach/allowed-hosts.ts'

export interface Config {
  port: number
  host: string
  publicUrl: URL
  databaseUrl: string | undefined
  databaseConnections: number
  databaseStatementMs: number
  databaseIdleMs: number
  dataDir: string
  cacheDir: string
  secretsKeys: string | undefined
  /** `undefined` means that none were named. */
  allowedExtensions: string[] | undefined
  /** Nobody asks faster than `shared/pace.ts` says. */
  limitsPersons: boolean
  trustedProxies: number
  runsJobs: boolean
  isDemo: boolean
  psaAllowedHosts: AllowedHost[]
  webhookAllowedHosts: AllowedHost[]
  mail: MailConfig | undefined
  psaClientId: string | undefined
  assistant: AssistantConfig
  embedder: EmbedderConfig
  files: FilesConfig
  logLevel: string
  isProduction: boolean
}

export interface AssistantConfig {
  /** The installation's; none leaves FlowPilot to rules where a team has none of its own. */
  apiKey: string | undefined
  baseUrl: URL
  /** A stand-in answers, and replies say so. */
  isDemo: boolean
  tiers: Tiers
  /** For each team, with the installation's key. */
  monthlyLimitMicro: number
  /** What one session may cost with the installation's key. */
  sessionLimitMicro: number
  turnsPerMinute: number
  idleMs: number
}

export interface EmbedderConfig {
  /** None leaves searches to words. */
  apiKey: string | undefined
  baseUrl: URL
  indexModel: string
  queryModel: string
  rerankModel: string | null
  dims: number
}

export interface FilesConfig {
  /** For each team. */
  teamBytes: number
  /** None keeps files in `dataDir`. */
  s3: S3Config | undefined
}

type Environment = Record<string, string | undefined>

export function readConfig(env: Environment): Config {
  const problems: string[] = []
  const read = <T>(name: VariableName, parse: (text: string) => T, otherwise: T): T => {
    const text = env[name]?.trim()
    if (!text) return otherwise
    try {
      return parse(text)
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      return otherwise
    }
  }

  const readS3 = (): S3Config | undefined => {
    const endpoint = read<URL | undefined>('FILES_S3_ENDPOINT', webAddress, undefined)
    if (!endpoint) return undefined
    const needed = (name: 'FILES_S3_BUCKET' | 'FILES_S3_ACCESS_KEY' | 'FILES_S3_SECRET_KEY') => {
      const text = read(name, String, '')
      if (text === '') problems.push(`${name}: needed with FILES_S3_ENDPOINT.`)
      return text
    }
    return {
      endpoint,
      bucket: needed('FILES_S3_BUCKET'),
      region: read('FILES_S3_REGION', String, 'us-east-1'),
      accessKey: needed('FILES_S3_ACCESS_KEY'),
      secretKey: needed('FILES_S3_SECRET_KEY'),
    }
  }

  const readMail = (): MailConfig | undefined => {
    const server = read<URL | undefined>('SMTP_URL', mailServer, undefined)
    if (!server) return undefined
    const from = read('MAIL_FROM', mailSender, { name: '', address: '' })
    if (!env.MAIL_FROM?.trim()) problems.push('MAIL_FROM: needed with SMTP_URL.')
    return { server, from }
  }

  const port = read('PORT', wholeNumber(0, 65_535), 4300)
  const config: Config = {
    port,
    host: read('HOST', String, '127.0.0.1'),
    publicUrl: read('PUBLIC_URL', webAddress, new URL(`http://localhost:${port}`)),
    databaseUrl: read<string | undefined>('DATABASE_URL', postgresAddress, undefined),
    databaseConnections: read('DATABASE_CONNECTIONS', wholeNumber(1, 500), 10),
    databaseStatementMs: read('DATABASE_STATEMENT_SECONDS', wholeNumber(1, 3_600), 30) * 1000,
    databaseIdleMs: read('DATABASE_IDLE_SECONDS', wholeNumber(1, 3_600), 60) * 1000,
    dataDir: read('DATA_DIR', String, '.data'),
    cacheDir: read('CACHE_DIR', String, CACHE_FOLDER),
    secretsKeys: read<string | undefined>('SECRETS_KEYS', String, undefined),
    allowedExtensions: read<string[] | undefined>(
      'ALLOWED_EXTENSIONS',
      (text) => list(text).map(extensionOrigin),
      undefined,
    ),
    limitsPersons: read('PERSON_LIMITS', oneOf(['on', 'off']), 'on') === 'on',
    trustedProxies: read('TRUSTED_PROXIES', wholeNumber(0, 10), 0),
    runsJobs: read('JOBS', oneOf(['here', 'elsewhere']), 'here') === 'here',
    isDemo: read('DEMO', oneOf(['on', 'off']), 'off') === 'on',
    psaAllowedHosts: read('PSA_ALLOWED_HOSTS', allowedHosts, []),
    webhookAllowedHosts: read('WEBHOOK_ALLOWED_HOSTS', allowedHosts, []),
    mail: readMail(),
    psaClientId: read<string | undefined>('PSA_CLIENT_ID', guid, undefined),
    assistant: {
      apiKey: read<string | undefined>('ANTHROPIC_API_KEY', String, undefined),
      baseUrl: read('ANTHROPIC_BASE_URL', webAddress, new URL('https://api.anthropic.com')),
      isDemo: read('ASSISTANT_MODE', oneOf(['model', 'demo']), 'model') === 'demo',
      tiers: read('ASSISTANT_TIERS', readTiers, SHIPPED_TIERS),
      monthlyLimitMicro: read('ASSISTANT_MONTHLY_LIMIT', dollars, 50_000_000),
      sessionLimitMicro: read('ASSISTANT_SESSION_LIMIT', dollars, 5_000_000),
      turnsPerMinute: read('ASSISTANT_TURNS_PER_MINUTE', wholeNumber(1, 10_000), 20),
      idleMs: read('ASSISTANT_IDLE_SECONDS', wholeNumber(1, 600), 20) * 1_000,
    },
    embedder: {
      apiKey: read<string | undefined>('VOYAGE_API_KEY', String, undefined),
      baseUrl: read('VOYAGE_BASE_URL', webAddress, new URL('https://api.voyageai.com')),
      indexModel: read('VOYAGE_INDEX_MODEL', String, 'voyage-4-large'),
      queryModel: read('VOYAGE_QUERY_MODEL', String, 'voyage-4-lite'),
      rerankModel: read<string | null>('VOYAGE_RERANK_MODEL', String, null),
      dims: Number(read('VOYAGE_DIMENSIONS', oneOf(['256', '512', '1024', '2048']), '1024')),
    },
    files: {
      teamBytes: read('FILES_TEAM_MEGABYTES', wholeNumber(0, 100_000_000), 5_000) * 1024 * 1024,
      s3: readS3(),
    },
    logLevel: read('LOG_LEVEL', oneOf(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
    isProduction: env.NODE_ENV === 'production',
  }
  if (config.isDemo && config.isProduction) {
    problems.push(
      'DEMO: the demonstration team has well-known passwords and is refused with NODE_ENV=production. Unset one of the two.',
    )
  }
  if (!config.runsJobs && !config.databaseUrl) {
    problems.push(
      'JOBS: “elsewhere” needs DATABASE_URL, since the embedded database belongs to one process.',
    )
  }
  if (config.databaseUrl && !config.secretsKeys && !config.isDemo) {
    problems.push(
      "SECRETS_KEYS: needed with DATABASE_URL. Make one with: node -e \"console.log('k1:' + require('crypto').randomBytes(32).toString('base64'))\"",
    )
  }
  if (problems.length > 0) {
    throw new ConfigError(
      `The configuration cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}\nEvery variable is explained in docs/configuration.md.`,
    )
  }
  return config
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

const wholeNumber = (least: number, most: number) => (text: string) => {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new Error(`must be a whole number from ${least} to ${most}, not “${text}”.`)
}

/** To micro-dollars. */
function dollars(text: string): number {
  const number = /^\d+(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN
  if (number <= 1_000_000) return Math.round(number * 1_000_000)
  throw new Error(`must be an amount in dollars such as 50 or 12.50, not “${text}”.`)
}

const oneOf = (words: readonly string[]) => (text: string) => {
  if (words.includes(text)) return text
  throw new Error(`must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}, not “${text}”.`)
}

function webAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url
  throw new Error(
    `must be an http or https address such as https://flow.example.com, not “${text}”.`,
  )
}

function postgresAddress(text: string): string {
  // The address may hold a password, so it is not repeated in the message.
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text
  throw new Error('must be an address such as postgres://user:password@host:5432/database.')
}

function extensionOrigin(text: string): string {
  if (/^((chrome|moz)-extension:\/\/[a-z0-9-]+|moz-extension:\/\/\*)$/.test(text)) return text
  throw new Error(
    `must hold extension origins such as chrome-extension://abcdefghijklmnop, not “${text}”.`,
  )
}

function allowedHosts(text: string): AllowedHost[] {
  const hosts = readAllowedHosts(text)
  if (hosts) return hosts
  throw new Error(
    'must hold host names such as cw.example.com or cw.example.com:8443, separated by commas.',
  )
}

function guid(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text
  throw new Error('must be a GUID such as 9b1c0e6a-7d3f-4a52-8c1e-5f2b6d7a8c90.')
}
