/**
 * A line of the audit trail as a sentence: who did what to whom.
 *
 * An act that this extension does not know yet is shown by its name, never left out.
 */
import type { AuditLine } from '#shared/audit/contract.ts'

export interface AuditWords {
  who: string
  did: string
}

export function tellAudit(
  line: AuditLine,
  nameOf: (personId: string) => string | undefined,
): AuditWords {
  const whom = (line.object && nameOf(line.object)) ?? 'somebody'
  const tell = ACTS[line.act]
  const did = tell
    ? tell({ whom, isRefused: line.result === 'refused', object: line.object })
    : line.act
  return { who: line.personName ?? 'ResolutionFlow', did }
}

interface Told {
  whom: string
  isRefused: boolean
  object: string | null
}

const ACTS: Record<string, (told: Told) => string> = {
  'team.created': () => 'The team was set up',
  'sign-in.begun': () => 'Signed in',
  'sign-in.tried': () => 'A wrong password was typed at sign-in',
  'sign-in.ended': () => 'Ended a sign-in',
  'sign-in.replayed': () => 'A sign-in was ended because its token was used twice',
  'password.proved': ({ isRefused }) =>
    isRefused
      ? 'A wrong password was typed when it was asked for again'
      : 'Typed their password again before a change',
  'password.changed': () => 'Changed their own password',
  'password.given': ({ whom }) => `Gave ${whom} a new password`,
  'person.added': ({ whom }) => `Added ${whom} to the team`,
  'person.changed': ({ whom }) => `Changed the name or role of ${whom}`,
  'person.removed': ({ whom }) => `Removed ${whom} from the team`,
  'flow.put_back': ({ object }) => `Put the flow ${object ?? ''} back into the library`,
  'flow.removed': ({ object }) => `Took the flow ${object ?? ''} out of the library`,
  'proposal.accepted': () => 'Accepted a proposal of finished sessions',
  'proposal.declined': () => 'Declined a proposal of finished sessions',
  'flow.published': ({ object }) => `Published the flow ${object ?? 'of a draft'}`,
  'psa.keys.set': () => 'Set the ConnectWise connection',
  'psa.removed': () => 'Removed the ConnectWise connection',
  'psa.member.mapped': () => 'Said who writes as a ConnectWise member',
  'assistant.key.set': () => 'Set the key of FlowPilot’s model',
  'assistant.key.removed': () => 'Removed the key of FlowPilot’s model',
  'assistant.guidance.set': ({ object }) =>
    `Changed what FlowPilot is told of the team’s ways${object ? `: ${object}` : ''}`,
  'authorisation.rule.set': () => 'Said whose changes somebody must have agreed to',
  'note-check.rule.set': () => 'Said how notes are checked and time is rounded',
  'notice-channel.set': ({ object }) => `Set the webhook of ${tellChat(object)}`,
  'notice-channel.removed': ({ object }) => `Removed the webhook of ${tellChat(object)}`,
  'assistant.limits.set': () => 'Changed what FlowPilot may spend and where it runs',
}

const tellChat = (kind: string | null) => (kind === 'teams' ? 'Microsoft Teams' : 'Slack')
