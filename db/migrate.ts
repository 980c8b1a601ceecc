/**
 * Brings a database to the present shape, one transaction per step.
 *
 * Safe when several processes start at once: each step is taken under a lock of the
 * database's own, and whoever waited finds it done. A process killed in the middle leaves
 * the last whole step. The list below is the order; a step that was released never changes.
 */
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { addMeaning } from './meaning.ts'
import * as people from './migrations/0001-people.ts'
import * as flows from './migrations/0002-flows.ts'
import * as record from './migrations/0003-record.ts'
import * as psa from './migrations/0004-psa.ts'
import * as assistant from './migrations/0005-assistant.ts'
import * as turns from './migrations/0006-turns.ts'
import * as previews from './migrations/0007-previews.ts'
import * as scripts from './migrations/0008-scripts.ts'
import * as scriptVersions from './migrations/0009-script-versions.ts'
import * as knowledge from './migrations/0010-knowledge.ts'
import * as attachments from './migrations/0011-attachments.ts'
import * as proof from './migrations/0013-proof.ts'
import * as documents from './migrations/0014-documents.ts'
import * as chat from './migrations/0015-chat.ts'
import * as fixOutcomes from './migrations/0016-fix-outcomes.ts'
import * as summaryClaim from './migrations/0017-summary-claim.ts'
import * as scriptsOfAll from './migrations/0018-scripts-of-all-teams.ts'
import * as guidance from './migrations/0019-guidance.ts'
import * as articles from './migrations/0020-articles.ts'
import * as passageSearch from './migrations/0021-passage-search.ts'
import * as flowDrafts from './migrations/0022-flow-drafts.ts'
import * as answersTaken from './migrations/0023-answers-taken.ts'
import * as stepRatings from './migrations/0024-step-ratings.ts'
import * as authorisationRule from './migrations/0025-authorisation-rule.ts'
import * as forks from './migrations/0026-forks.ts'
import * as clientFacts from './migrations/0027-client-facts.ts'
import * as flowFolders from './migrations/0028-flow-folders.ts'
import * as flowsAtHand from './migrations/0029-flows-at-hand.ts'
import * as stepLibrary from './migrations/0030-step-library.ts'
import * as noteWordings from './migrations/0031-note-wordings.ts'
import * as madeFrom from './migrations/0032-made-from.ts'
import * as maintenance from './migrations/0033-maintenance.ts'
import * as partsTaken from './migrations/0034-parts-taken.ts'
import * as notices from './migrations/0035-notices.ts'
import * as handoffs from './migrations/0036-handoffs.ts'
import * as noteCheckRule from './migrations/0041-note-check-rule.ts'
import * as clientNames from './migrations/0043-client-names.ts'
import * as walks from './migrations/0044-walks.ts'
import * as proposals from './migrations/0045-proposals.ts'
import * as noticeChannels from './migrations/0046-notice-channels.ts'
import * as firstLevelWalks from './migrations/0047-first-level-walks.ts'
import * as walkStepsWithoutTitles from './migrations/0048-walk-steps-without-titles.ts'
import * as sessionSpendLimit from './migrations/0050-session-spend-limit.ts'
import * as repeatedSteps from './migrations/0051-repeated-steps.ts'
import * as proposalsThatAreOver from './migrations/0052-proposals-that-are-over.ts'
import * as walksSeenClosed from './migrations/0053-walks-seen-closed.ts'
import * as unansweredMessages from './migrations/0054-unanswered-messages.ts'
import * as lessonsOfBefore from './migrations/0056-lessons-of-before.ts'
import * as newFlowsHeldAgainst from './migrations/0058-new-flows-held-against.ts'
import * as queueByUrgency from './migrations/0059-queue-by-urgency.ts'
import * as escalationsThatStand from './migrations/0061-escalations-that-stand.ts'
import * as triedBefore from './migrations/0062-tried-before.ts'
import * as openSessions from './migrations/0063-open-sessions.ts'
import * as timeRounding from './migrations/0064-time-rounding.ts'
import type { Database } from './tables.ts'

export { hasMeaning } from './meaning.ts'
export { API_ROLE, BUILT_IN_TEAM, DOOR_ROLE, SEARCH_ROLE } from './migrations/guard.ts'

const MIGRATIONS: Record<string, Migration> = {
  '0001-people': people,
  '0002-flows': flows,
  '0003-record': record,
  '0004-psa': psa,
  '0005-assistant': assistant,
  '0006-turns': turns,
  '0007-previews': previews,
  '0008-scripts': scripts,
  '0009-script-versions': scriptVersions,
  '0010-knowledge': knowledge,
  '0011-attachments': attachments,
  '0013-proof': proof,
  '0014-documents': documents,
  '0015-chat': chat,
  '0016-fix-outcomes': fixOutcomes,
  '0017-summary-claim': summaryClaim,
  '0018-scripts-of-all-teams': scriptsOfAll,
  '0019-guidance': guidance,
  '0020-articles': articles,
  '0021-passage-search': passageSearch,
  '0022-flow-drafts': flowDrafts,
  '0023-answers-taken': answersTaken,
  '0024-step-ratings': stepRatings,
  '0025-authorisation-rule': authorisationRule,
  '0026-forks': forks,
  '0027-client-facts': clientFacts,
  '0028-flow-folders': flowFolders,
  '0029-flows-at-hand': flowsAtHand,
  '0030-step-library': stepLibrary,
  '0031-note-wordings': noteWordings,
  '0032-made-from': madeFrom,
  '0033-maintenance': maintenance,
  '0034-parts-taken': partsTaken,
  '0035-notices': notices,
  '0036-handoffs': handoffs,
  '0041-note-check-rule': noteCheckRule,
  '0043-client-names': clientNames,
  '0044-walks': walks,
  '0045-proposals': proposals,
  '0046-notice-channels': noticeChannels,
  '0047-first-level-walks': firstLevelWalks,
  '0048-walk-steps-without-titles': walkStepsWithoutTitles,
  '0050-session-spend-limit': sessionSpendLimit,
  '0051-repeated-steps': repeatedSteps,
  '0052-proposals-that-are-over': proposalsThatAreOver,
  '0053-walks-seen-closed': walksSeenClosed,
  '0054-unanswered-messages': unansweredMessages,
  '0056-lessons-of-before': lessonsOfBefore,
  '0058-new-flows-held-against': newFlowsHeldAgainst,
  '0059-queue-by-urgency': queueByUrgency,
  '0061-escalations-that-stand': escalationsThatStand,
  '0062-tried-before': triedBefore,
  '0063-open-sessions': openSessions,
  '0064-time-rounding': timeRounding,
}

/**
 * Takes every step that is missing and names those it took. Whether any is missing is asked
 * first, in one statement: at nearly every start none is, and locking and looking step by step
 * takes long. `upTo` stops after a step, for trying out what a later one does to what is there.
 */
export async function migrate(db: Kysely<Database>, upTo?: string): Promise<string[]> {
  const before = await takenMigrations(db)
  const isWhole = before.join() === Object.keys(MIGRATIONS).join()
  const taken = isWhole ? [] : await takeMissing(db, upTo)
  if (!upTo) await addMeaning(db)
  return taken
}

/**
 * By one process at a time: the migrator looks at the tables before it locks, and would stumble over
 * a column that another process has just taken away.
 */
const takeMissing = (db: Kysely<Database>, upTo?: string): Promise<string[]> =>
  db.connection().execute(async (held) => {
    await sql`select pg_advisory_lock(${MIGRATING})`.execute(held)
    try {
      return await takeInTurn(held, upTo)
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATING})`.execute(held)
    }
  })

const MIGRATING = sql.lit(7_045_048)

async function takeInTurn(db: Kysely<Database>, upTo?: string): Promise<string[]> {
  const migrator = makeMigrator(db)
  const taken: string[] = []
  for (;;) {
    const { error, results = [] } = await migrator.migrateUp()
    if (error) throw sayWhy(error, results[0]?.migrationName)
    if (results.length === 0) return taken
    taken.push(...results.map((result) => result.migrationName))
    if (upTo && taken.includes(upTo)) return taken
  }
}

/** The steps that are missing; empty when the database has the present shape. */
export async function missingMigrations(db: Kysely<Database>): Promise<string[]> {
  const taken = new Set(await takenMigrations(db))
  return Object.keys(MIGRATIONS).filter((name) => !taken.has(name))
}

const NO_SUCH_TABLE = '42P01'

/** None in a database that was never migrated. */
async function takenMigrations(db: Kysely<Database>): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`
      select name from kysely_migration order by name`.execute(db)
    return rows.map(({ name }) => name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NO_SUCH_TABLE) return []
    throw error
  }
}

const makeMigrator = (db: Kysely<Database>) =>
  new Migrator({
    // Names of our tables go through camelCase; the migrator's own must be found unchanged.
    db: db.withoutPlugins(),
    provider: { getMigrations: async () => MIGRATIONS },
  })

function sayWhy(error: unknown, step = 'the first step'): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const hint =
    code === '42501'
      ? ' The database user needs the rights to create tables, extensions and roles: make it the owner of the database and give it CREATEROLE, or create the roles resolutionflow_api, resolutionflow_door and resolutionflow_search (nologin) and the extension pg_trgm as an administrator and grant it the three roles.'
      : ''
  const text = error instanceof Error ? error.message : String(error)
  return new Error(`The database could not be migrated (${step}): ${text}.${hint}`, {
    cause: error,
  })
}
