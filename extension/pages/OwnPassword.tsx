/** Change one's own password; all there is for somebody whose password was given to them. */
import { changePasswordWith } from '../client/own-password.ts'
import { Notice } from '../ui/Notice.tsx'
import { OwnPasswordForm } from '../ui/sign-in/OwnPasswordForm.tsx'
import { Part } from './Part.tsx'
import { usePage } from './page-context.ts'

export function OwnPassword() {
  return (
    <Part
      title="Choose your own password"
      about="An admin gave you the present one and knows it. Everything goes on when you have one of your own."
    >
      <ChangePasswordForm isGiven />
    </Part>
  )
}

export function ChangePasswordForm({
  isGiven = false,
  onDone,
}: {
  isGiven?: boolean
  onDone?: () => void
}) {
  const { around, account } = usePage()
  if (!account) return <Notice>Nobody is signed in.</Notice>
  const change = changePasswordWith(around.client, around.tokens)
  return (
    <OwnPasswordForm
      isGiven={isGiven}
      change={async (current, next) => {
        const answer = await change(current, next)
        if (!answer.ok) return answer.trouble
        onDone?.()
        return undefined
      }}
    />
  )
}
