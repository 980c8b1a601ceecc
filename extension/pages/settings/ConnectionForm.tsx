/**
 * Sets, tries feature by feature, and removes the connection to ConnectWise.
 *
 * Keys that work are not given up for some that do not: where a connection is kept, a new one is
 * tried before it takes the place, and somebody is asked before one that fails does. What is
 * tried is what stands in the form: only with nothing changed it is what is kept.
 */
import { type FormEvent, useState } from 'react'
import {
  type Connection,
  type ConnectionTest,
  type NewConnection,
  RemoveConnection,
  SaveConnection,
  TestConnection,
} from '#shared/psa/contract.ts'
import { originOf } from '#shared/ticket/ticket-ref.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useChange } from '../page-context.ts'
import { KeepFailing, RemoveKept } from './ConnectionQuestions.tsx'
import { TestFindings } from './TestFindings.tsx'

const ALL_FOUR = 'Fill in all four fields.'
const KEYS_TOO = 'Fill in all four fields: the keys that are kept go only with what is kept.'

export function ConnectionForm({ kept }: { kept: Connection | null }) {
  const [site, setSite] = useState(kept?.site ?? '')
  const [companyId, setCompanyId] = useState(kept?.companyId ?? '')
  const [publicKey, setPublicKey] = useState('')
  const [privateKey, setPrivateKey] = useState('')
  const [failing, setFailing] = useState<{ typed: NewConnection; test: ConnectionTest }>()
  const [isRemoving, setIsRemoving] = useState(false)
  const save = useChange(SaveConnection)
  const test = useChange(TestConnection, PATIENCE)
  const testKept = useChange(TestConnection, PATIENCE)
  const remove = useChange(RemoveConnection)

  const typed: NewConnection = {
    site: originOf(site.includes('://') ? site : `https://${site}`) ?? site,
    companyId,
    publicKey,
    privateKey,
  }
  const isElsewhere =
    kept !== null && (typed.site !== kept.site || companyId.trim() !== kept.companyId)
  const isChanged = kept === null || isElsewhere || publicKey !== '' || privateKey !== ''
  const isNamed = site.trim() !== '' && companyId.trim() !== ''
  const isWhole = Object.values(typed).every((text) => text.trim() !== '')
  /** What is tried is what is kept: nothing is typed meanwhile. */
  const isBusy = save.isPending || test.isPending || remove.isPending
  const problemAt = (at: string) =>
    (save.error ?? test.error)?.trouble.problems?.find((p) => p.at.endsWith(at))?.message
  const failed = save.error ?? test.error ?? remove.error

  const forgetTroubles = () => {
    for (const one of [save, test, remove]) one.reset()
  }

  const keep = (whole: NewConnection, isTested: boolean) =>
    save.mutate(whole, {
      onSuccess: ({ connection }) => {
        // As it is kept: an address may be written otherwise there.
        setSite(connection.site)
        setCompanyId(connection.companyId)
        setPublicKey('')
        setPrivateKey('')
        // What was found is on the screen by now; the server keeps what it finds with its own keys.
        if (isTested) testKept.mutate({})
        else test.mutate({})
      },
    })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    forgetTroubles()
    if (!kept) return keep(typed, false)
    test.mutate(
      { connection: typed },
      {
        onSuccess: (tested) =>
          tested.ok ? keep(typed, true) : setFailing({ typed, test: tested }),
      },
    )
  }

  const tryIt = () => {
    forgetTroubles()
    test.mutate(isChanged ? { connection: typed } : {})
  }

  const removeIt = () => {
    setIsRemoving(false)
    forgetTroubles()
    remove.mutate(
      {},
      {
        onSuccess: () => {
          setSite('')
          setCompanyId('')
        },
      },
    )
  }

  const found = newest(test.data, kept?.lastTest)
  const isUnsaved = found === test.data && test.variables?.connection !== undefined && !save.data
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <div className="grid gap-3 wide:grid-cols-2">
        <TextField
          label="Site"
          value={site}
          readOnly={isBusy}
          onChange={(e) => setSite(e.target.value)}
          placeholder="https://na.myconnectwise.net"
          problem={problemAt('site')}
          spellCheck={false}
        />
        <TextField
          label="Company id"
          value={companyId}
          readOnly={isBusy}
          onChange={(e) => setCompanyId(e.target.value)}
          hint="The one you type when you sign in there"
          problem={problemAt('companyId')}
          spellCheck={false}
        />
        <TextField
          label="Public key"
          value={publicKey}
          readOnly={isBusy}
          onChange={(e) => setPublicKey(e.target.value)}
          hint={kept ? 'Both keys are typed again for any change' : undefined}
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          label="Private key"
          type="password"
          value={privateKey}
          readOnly={isBusy}
          onChange={(e) => setPrivateKey(e.target.value)}
          autoComplete="off"
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          isBusy={isBusy}
          why={isWhole ? undefined : kept ? KEYS_TOO : ALL_FOUR}
        >
          Save and test
        </Button>
        <Button
          isBusy={isBusy}
          why={isChanged && !isWhole ? (kept ? KEYS_TOO : ALL_FOUR) : undefined}
          onClick={tryIt}
        >
          Test
        </Button>
        {kept && (
          <Button look="quiet" isBusy={isBusy} onClick={() => setIsRemoving(true)}>
            Remove
          </Button>
        )}
      </div>
      {isElsewhere && isNamed && (
        <Notice tone="amber">
          Another company has members of its own: who writes as whom is matched anew once it is
          saved, also what was chosen by hand.
        </Notice>
      )}
      {failed && <Notice tone="bad">{failed.message}</Notice>}
      {test.isPending ? (
        <Notice>Trying each feature of ConnectWise; this takes some seconds.</Notice>
      ) : (
        found && <TestFindings test={found} aside={asideOf(found, isUnsaved)} />
      )}
      {failing && (
        <KeepFailing
          test={failing.test}
          kept={kept}
          onClose={() => setFailing(undefined)}
          onKeep={() => {
            setFailing(undefined)
            keep(failing.typed, true)
          }}
        />
      )}
      {isRemoving && <RemoveKept onClose={() => setIsRemoving(false)} onRemove={removeIt} />}
    </form>
  )
}

/** The server ends a test before this. */
const PATIENCE = { patienceMs: 60_000 }

const newest = (tested: ConnectionTest | undefined, last: ConnectionTest | null | undefined) =>
  tested && last ? (last.at > tested.at ? last : tested) : (tested ?? last)

const asideOf = ({ version }: ConnectionTest, isUnsaved: boolean) =>
  `${version ? `, version ${version}` : ''}${isUnsaved ? ', as typed and not saved' : ''}`
