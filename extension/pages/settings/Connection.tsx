/** The team's connection to ConnectWise: set, try feature by feature, remove. */
import { type FormEvent, useState } from 'react'
import {
  type ConnectionTest,
  GetConnection,
  type NewConnection,
  RemoveConnection,
  SaveConnection,
  TestConnection,
} from '#shared/psa/contract.ts'
import { originOf } from '#shared/ticket/ticket-ref.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange } from '../page-context.ts'
import { TestFindings } from './TestFindings.tsx'

export function Connection() {
  const asked = useAsk(GetConnection, {})
  return (
    <Part
      title="ConnectWise connection"
      about="Keys of an API member, kept encrypted. They go in and are never shown again."
    >
      <Asked of={asked} label="Reading the connection">
        {({ connection }) => (
          <>
            {connection && (
              <p className="text-small text-muted">
                {connection.site}, company “{connection.companyId}”. Keys set on{' '}
                {day(connection.keysSetAt)} {clock(connection.keysSetAt)} by {connection.keysSetBy}.
              </p>
            )}
            <ConnectionForm
              site={connection?.site ?? ''}
              companyId={connection?.companyId ?? ''}
              isSet={connection !== null}
              lastTest={connection?.lastTest ?? null}
            />
          </>
        )}
      </Asked>
    </Part>
  )
}

function ConnectionForm(known: {
  site: string
  companyId: string
  isSet: boolean
  lastTest: ConnectionTest | null
}) {
  const [site, setSite] = useState(known.site)
  const [companyId, setCompanyId] = useState(known.companyId)
  const [publicKey, setPublicKey] = useState('')
  const [privateKey, setPrivateKey] = useState('')
  const save = useChange(SaveConnection)
  const test = useChange(TestConnection)
  const remove = useChange(RemoveConnection)

  const typed: NewConnection = {
    site: originOf(site.includes('://') ? site : `https://${site}`) ?? site,
    companyId,
    publicKey,
    privateKey,
  }
  const isTyped = publicKey !== '' || privateKey !== ''
  const isWhole = [site, companyId, publicKey, privateKey].every((text) => text.trim() !== '')
  const problemAt = (at: string) =>
    (save.error ?? test.error)?.trouble.problems?.find((p) => p.at.endsWith(at))?.message
  const failed = save.error ?? test.error ?? remove.error

  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(typed, {
      onSuccess: () => {
        setPublicKey('')
        setPrivateKey('')
        test.mutate({})
      },
    })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <div className="grid gap-3 wide:grid-cols-2">
        <TextField
          label="Site"
          value={site}
          onChange={(e) => setSite(e.target.value)}
          placeholder="https://na.myconnectwise.net"
          problem={problemAt('site')}
          spellCheck={false}
        />
        <TextField
          label="Company id"
          value={companyId}
          onChange={(e) => setCompanyId(e.target.value)}
          hint="The one you type when you sign in there"
          problem={problemAt('companyId')}
          spellCheck={false}
        />
        <TextField
          label="Public key"
          value={publicKey}
          onChange={(e) => setPublicKey(e.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          label="Private key"
          type="password"
          value={privateKey}
          onChange={(e) => setPrivateKey(e.target.value)}
          autoComplete="off"
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          isBusy={save.isPending}
          why={isWhole ? undefined : 'Fill in all four fields.'}
        >
          Save and test
        </Button>
        <Button
          isBusy={test.isPending}
          why={known.isSet || isWhole ? undefined : 'Fill in all four fields first.'}
          onClick={() => test.mutate(isTyped && isWhole ? { connection: typed } : {})}
        >
          Test
        </Button>
        {known.isSet && (
          <Button look="quiet" isBusy={remove.isPending} onClick={() => remove.mutate({})}>
            Remove
          </Button>
        )}
      </div>
      {failed && <Notice tone="bad">{failed.message}</Notice>}
      <TestResult test={test.data ?? known.lastTest} isRunning={test.isPending} />
    </form>
  )
}

function TestResult({ test, isRunning }: { test: ConnectionTest | null; isRunning: boolean }) {
  if (isRunning)
    return <Notice>Trying each feature of ConnectWise; this takes some seconds.</Notice>
  if (!test) return null
  return <TestFindings test={test} aside={test.version ? `, version ${test.version}` : ''} />
}
