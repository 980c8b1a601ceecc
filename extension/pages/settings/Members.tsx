/** Who writes as which ConnectWise member. */
import { ListPeople } from '#shared/person/contract.ts'
import { ListMembers, MapMember, type Member } from '#shared/psa/contract.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { inputLook } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange } from '../page-context.ts'

export function Members() {
  const members = useAsk(ListMembers, {}, PATIENCE)
  const people = useAsk(ListPeople, {})
  const map = useChange(MapMember)
  const readAgain = useChange(ListMembers, PATIENCE)

  return (
    <Part
      title="Members"
      about="A note stands under the name of a ConnectWise member. People are matched by e-mail, then by name; correct it here."
    >
      <Asked of={members} label="Reading the members">
        {(answer) => (
          <>
            {answer.members.length === 0 ? (
              <Notice>No members were read yet. Set the connection above, then read them.</Notice>
            ) : (
              <ul className="divide-y divide-line rounded-md border border-line bg-surface">
                {answer.members.map((member) => (
                  <MemberRow
                    key={member.memberId}
                    member={member}
                    people={people.data?.people ?? []}
                    problem={
                      map.variables?.memberId === member.memberId ? map.error?.message : undefined
                    }
                    onPick={(personId) => map.mutate({ memberId: member.memberId, personId })}
                  />
                ))}
              </ul>
            )}
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Button
                size="small"
                isBusy={readAgain.isPending}
                onClick={() => readAgain.mutate({ refresh: 'true' })}
              >
                Read members again
              </Button>
              <span role="status" className="text-small text-muted">
                {readAgain.isPending
                  ? 'Reading the members of ConnectWise…'
                  : answer.readAt && `Read ${day(answer.readAt)} ${clock(answer.readAt)}`}
              </span>
            </div>
            {readAgain.error && <Notice tone="bad">{readAgain.error.message}</Notice>}
          </>
        )}
      </Asked>
    </Part>
  )
}

/** The server ends a reading before this. */
const PATIENCE = { patienceMs: 60_000 }

function MemberRow({
  member,
  people,
  problem,
  onPick,
}: {
  member: Member
  people: readonly { id: string; name: string; isRemoved: boolean }[]
  /** Why the last pick was refused; told here, since the list can be long. */
  problem: string | undefined
  onPick: (personId: string | null) => void
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <span className="min-w-40 flex-1">
        <span className="block truncate font-medium">{member.name}</span>
        <span className="text-small text-muted">{member.identifier}</span>
      </span>
      {member.isInactive && <Badge>Inactive</Badge>}
      {member.matchedBy && member.matchedBy !== 'hand' && <Badge>By {member.matchedBy}</Badge>}
      <select
        aria-label={`Who writes as ${member.name}`}
        value={member.personId ?? ''}
        disabled={member.isInactive}
        onChange={(event) => onPick(event.target.value || null)}
        className={`${inputLook} h-8 max-w-52`}
      >
        <option value="">Nobody</option>
        {people
          .filter((person) => !person.isRemoved || person.id === member.personId)
          .map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
      </select>
      {problem && (
        <div className="w-full">
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
    </li>
  )
}
