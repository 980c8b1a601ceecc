/** The people of the team: add, change role, give a new password, remove. */
import { useState } from 'react'
import { AddPerson, ChangePerson, ListPeople, RemovePerson } from '#shared/person/contract.ts'
import type { Person } from '#shared/person/person.ts'
import { ROLES, type Role } from '#shared/person/rights.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { inputLook, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange, usePage } from '../page-context.ts'
import { GivePasswordDialog } from './GivePassword.tsx'

const ROLE_WORDS: Record<Role, string> = {
  super_admin: 'Owner',
  team_admin: 'Team admin',
  engineer: 'Technician',
  viewer: 'Viewer',
}

export function People() {
  const asked = useAsk(ListPeople, {})
  const change = useChange(ChangePerson)
  const remove = useChange(RemovePerson)
  const [leaving, setLeaving] = useState<Person>()
  const [locked, setLocked] = useState<Person>()
  const [isAdding, setIsAdding] = useState(false)
  const failed = change.error ?? remove.error

  return (
    <Part title="People" about="Removing somebody ends their access at once. Their records stay.">
      {failed && <Notice tone="bad">{failed.message}</Notice>}
      <Asked of={asked} label="Reading the people">
        {({ people }) => (
          <ul className="divide-y divide-line rounded-md border border-line bg-surface">
            {people.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                onChange={(role, isLead) => change.mutate({ personId: person.id, role, isLead })}
                onGivePassword={() => setLocked(person)}
                onRemove={() => setLeaving(person)}
              />
            ))}
          </ul>
        )}
      </Asked>
      <div>
        <Button onClick={() => setIsAdding(true)}>Add somebody</Button>
      </div>
      {locked && <GivePasswordDialog person={locked} onClose={() => setLocked(undefined)} />}
      {isAdding && <AddDialog onClose={() => setIsAdding(false)} />}
      <Dialog
        title={`Remove ${leaving?.name ?? ''}?`}
        description="They are signed out everywhere with their next click. Their records stay."
        isOpen={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        footer={
          <Button
            look="danger"
            onClick={() => {
              if (leaving) remove.mutate({ personId: leaving.id })
              setLeaving(undefined)
            }}
          >
            Remove
          </Button>
        }
      >
        <p className="text-small text-muted">{leaving?.email}</p>
      </Dialog>
    </Part>
  )
}

function PersonRow({
  person,
  onChange,
  onGivePassword,
  onRemove,
}: {
  person: Person
  onChange: (role: Role, isLead: boolean) => void
  onGivePassword: () => void
  onRemove: () => void
}) {
  const { account } = usePage()
  const isMe = account?.person.id === person.id
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <span className="min-w-40 flex-1">
        <span className="block truncate font-medium">{person.name}</span>
        <span className="block truncate text-small text-muted">{person.email}</span>
      </span>
      {person.isRemoved && <Badge>Removed</Badge>}
      {isMe && <Badge tone="accent">You</Badge>}
      {!isMe && !person.isRemoved && (
        <>
          <select
            aria-label={`Role of ${person.name}`}
            value={person.isLead && person.role === 'engineer' ? 'lead' : person.role}
            onChange={({ target }) =>
              target.value === 'lead'
                ? onChange('engineer', true)
                : onChange(ROLES.find((role) => role === target.value) ?? person.role, false)
            }
            className={`${inputLook} h-8 max-w-40`}
          >
            <option value="lead">Lead technician</option>
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {ROLE_WORDS[role]}
              </option>
            ))}
          </select>
          <Button
            size="small"
            look="quiet"
            aria-label={`New password for ${person.name}`}
            onClick={onGivePassword}
          >
            New password
          </Button>
          <Button size="small" look="quiet" aria-label={`Remove ${person.name}`} onClick={onRemove}>
            Remove
          </Button>
        </>
      )}
    </li>
  )
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const add = useChange(AddPerson)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const problemAt = (at: string) =>
    add.error?.trouble.problems?.find((p) => p.at.endsWith(at))?.message
  return (
    <Dialog
      title="Add somebody"
      description="Tell them the first password by phone; at their first sign-in they choose one of their own."
      isOpen
      onClose={onClose}
      footer={
        <Button
          look="primary"
          isBusy={add.isPending}
          onClick={() =>
            add.mutate({ name, email, password, role: 'engineer' }, { onSuccess: onClose })
          }
        >
          Add
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {add.error && !add.error.trouble.problems && (
          <Notice tone="bad">{add.error.message}</Notice>
        )}
        <TextField
          label="Name"
          value={name}
          onChange={(e) => setName(e.target.value)}
          problem={problemAt('name')}
        />
        <TextField
          label="E-mail"
          type="email"
          value={email}
          onChange={(e) => setEmail(e.target.value)}
          problem={problemAt('email')}
        />
        <TextField
          label="First password"
          type="password"
          value={password}
          onChange={(e) => setPassword(e.target.value)}
          hint="At least 15 characters; a sentence is fine"
          problem={problemAt('password')}
          autoComplete="new-password"
        />
      </div>
    </Dialog>
  )
}
