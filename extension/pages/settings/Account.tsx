/** The server, who is signed in, and on which other devices. */
import { useState } from 'react'
import { EndSignIn, ListSignIns } from '#shared/person/contract.ts'
import { openLeaveStore } from '../../client/browser.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SignOut } from '../../ui/sign-in/SignOut.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { ChangePasswordForm } from '../OwnPassword.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange, usePage } from '../page-context.ts'
import { Server } from './Server.tsx'

export function Account() {
  const { account } = usePage()
  return (
    <Part
      title="Account"
      about="One account per browser profile. What is saved here belongs to the person who is signed in."
    >
      <Server />
      {account ? (
        <>
          <SignedIn />
          <SignIns />
        </>
      ) : (
        <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
      )}
    </Part>
  )
}

function SignedIn() {
  const { around, account } = usePage()
  const [isChanging, setChanging] = useState(false)
  const [isChanged, setChanged] = useState(false)
  if (!account) return null

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-48">
          <span className="block truncate font-medium">{account.person.name}</span>
          <span className="block truncate text-small text-muted">{account.person.email}</span>
        </p>
        <Button onClick={() => setChanging(true)}>Change password</Button>
        <SignOut open={() => openLeaveStore(around, account)} />
      </div>
      {isChanged && (
        <Notice tone="good">Your password is changed. Your other sign-ins have ended.</Notice>
      )}
      <Dialog
        title="Change your password"
        description="Your other sign-ins end; this one goes on."
        isOpen={isChanging}
        onClose={() => setChanging(false)}
      >
        <ChangePasswordForm
          onDone={() => {
            setChanging(false)
            setChanged(true)
          }}
        />
      </Dialog>
    </div>
  )
}

function SignIns() {
  const list = useAsk(ListSignIns, {})
  const end = useChange(EndSignIn)
  return (
    <Asked of={list} label="Reading your sign-ins">
      {({ signIns }) => (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {signIns.map((signIn) => (
            <li key={signIn.id} className="flex items-center gap-3 px-3 py-2">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{signIn.device || 'Unnamed device'}</span>
                <span className="text-small text-muted">
                  last used {day(signIn.lastUsedAt)} {clock(signIn.lastUsedAt)}
                </span>
              </span>
              {signIn.isThisOne ? (
                <Badge tone="accent">This one</Badge>
              ) : (
                <Button
                  size="small"
                  isBusy={end.isPending && end.variables.signInId === signIn.id}
                  onClick={() => end.mutate({ signInId: signIn.id })}
                >
                  End
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Asked>
  )
}
