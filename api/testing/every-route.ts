/** Every entry of the contract, found and not listed, so that none can be forgotten. */

import * as article from '#shared/article/contract.ts'
import * as assistant from '#shared/assistant/contract.ts'
import * as assistantFixScores from '#shared/assistant/fix-scores.ts'
import * as assistantSettings from '#shared/assistant/settings.ts'
import * as assistantSpending from '#shared/assistant/spending.ts'
import * as attachment from '#shared/attachment/contract.ts'
import * as audit from '#shared/audit/contract.ts'
import * as chat from '#shared/chat/contract.ts'
import * as clientFact from '#shared/client-fact/contract.ts'
import * as document from '#shared/document/contract.ts'
import * as firstLevel from '#shared/first-level/contract.ts'
import * as answersTaken from '#shared/flow/answers-taken.ts'
import * as flowsAtHand from '#shared/flow/at-hand.ts'
import * as flowBuild from '#shared/flow/build/contract.ts'
import * as flow from '#shared/flow/contract.ts'
import * as flowDrafts from '#shared/flow/drafts.ts'
import * as flowFolders from '#shared/flow/folders.ts'
import * as stepRatings from '#shared/flow/step-ratings.ts'
import * as guidance from '#shared/guidance/contract.ts'
import * as handoff from '#shared/handoff/contract.ts'
import * as health from '#shared/health.ts'
import * as maintenance from '#shared/maintenance/contract.ts'
import * as noteCheckRule from '#shared/note/check-rule.ts'
import * as note from '#shared/note/contract.ts'
import * as noteWords from '#shared/note/note-words.ts'
import * as otherClients from '#shared/note/other-clients.ts'
import * as noticeChannel from '#shared/notice/channel-contract.ts'
import * as notice from '#shared/notice/contract.ts'
import * as noticeWishes from '#shared/notice/wishes-contract.ts'
import * as numbers from '#shared/numbers/contract.ts'
import * as person from '#shared/person/contract.ts'
import * as proposal from '#shared/proposal/contract.ts'
import * as psa from '#shared/psa/contract.ts'
import type { Route } from '#shared/route.ts'
import * as script from '#shared/script/contract.ts'
import * as session from '#shared/session/contract.ts'
import * as stepLibrary from '#shared/step-library/contract.ts'
import * as authorisation from '#shared/ticket/authorisation.ts'
import * as ticket from '#shared/ticket/contract.ts'
import * as summary from '#shared/ticket/summary.ts'
import * as triedBefore from '#shared/tried-before/contract.ts'

const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' &&
  value !== null &&
  'method' in value &&
  'path' in value &&
  'may' in value &&
  'request' in value

export const everyRoute: readonly Route[] = [
  health,
  person,
  audit,
  flow,
  flowBuild,
  flowDrafts,
  flowFolders,
  flowsAtHand,
  answersTaken,
  stepRatings,
  stepLibrary,
  maintenance,
  handoff,
  firstLevel,
  notice,
  numbers,
  noticeChannel,
  noticeWishes,
  proposal,
  session,
  attachment,
  clientFact,
  triedBefore,
  document,
  psa,
  ticket,
  authorisation,
  summary,
  note,
  noteCheckRule,
  otherClients,
  script,
  article,
  assistant,
  assistantFixScores,
  assistantSettings,
  assistantSpending,
  noteWords,
  guidance,
  chat,
].flatMap((contract) => Object.values(contract).filter(isRoute))

export const nameOf = (route: Route): string => `${route.method} ${route.path}`
