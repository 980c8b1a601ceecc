/** How notes get into the ticket, and how it looks. */

import { Choices } from '../Choices.tsx'
import { Part } from '../Part.tsx'
import { usePage } from '../page-context.ts'

export function Taste() {
  const { around, settings } = usePage()
  return (
    <>
      <Part
        title="Into the ticket"
        about="What the one big button does. The other way is always beside it."
      >
        <Choices
          label="Into the ticket"
          value={settings.bigButton}
          onChange={(bigButton) => void around.settings.change({ bigButton })}
          options={[
            {
              value: 'auto',
              label: 'Whichever fits',
              about:
                'Inserts when the ticket is certain and its note editor is open; posts otherwise.',
            },
            {
              value: 'insert',
              label: 'Insert into the open editor',
              about: 'You read it once more in ConnectWise and press Save there.',
            },
            {
              value: 'post',
              label: 'Post through the server',
              about: 'The note is written under your name, with a time entry if you want one.',
            },
          ]}
        />
      </Part>
      <Part title="Appearance">
        <Choices
          label="Appearance"
          value={settings.theme}
          onChange={(theme) => void around.settings.change({ theme })}
          options={[
            { value: 'system', label: 'As this computer' },
            { value: 'dark', label: 'Dark' },
            { value: 'light', label: 'Light' },
          ]}
        />
      </Part>
    </>
  )
}
