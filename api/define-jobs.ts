/** Every kind of job, by room. A new one is added here, and then runs in API and worker alike. */

import { defineModelJobs } from './assistant/model/watch-models.ts'
import { defineTurnJobs } from './assistant/sweep-turns.ts'
import type { Deps } from './deps.ts'
import { defineFirstLevelJobs } from './first-level/look-at-tickets.ts'
import { defineHandoffJobs } from './handoff/word-briefing.ts'
import { defineKnowledgeJobs } from './knowledge/learn/learn.ts'
import { defineMaintenanceJobs } from './maintenance/begin-batch.ts'
import { defineWriteJobs } from './note/drain-writes.ts'
import { defineDeliveryJobs } from './notice/deliver.ts'
import { defineWalkJobs } from './numbers/keep-walks.ts'
import { defineProposalJobs } from './proposal/learn-due.ts'
import { defineFailingJobs } from './proposal/raise-failing.ts'
import { defineReseal } from './reseal.ts'
import { defineTidying } from './tidy.ts'
import { defineTriedJobs } from './tried-before/keep-tried.ts'

export function defineJobs(deps: Deps): void {
  defineWriteJobs(deps)
  defineTurnJobs(deps)
  defineModelJobs(deps)
  defineKnowledgeJobs(deps)
  defineMaintenanceJobs(deps)
  defineHandoffJobs(deps)
  defineWalkJobs(deps)
  defineTriedJobs(deps)
  defineDeliveryJobs(deps)
  defineProposalJobs(deps)
  defineFailingJobs(deps)
  defineFirstLevelJobs(deps)
  defineReseal(deps)
  defineTidying(deps)
}
