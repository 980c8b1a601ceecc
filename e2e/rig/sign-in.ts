/** First run in the panel, as a person does it: the server's address, then e-mail and password. */
import type { Page } from 'puppeteer-core'

export async function signInToPanel(
  panel: Page,
  server: string,
  person: { email: string; password: string },
): Promise<void> {
  const first = await panel.waitForSelector(
    '::-p-aria([name="Server address"][role="textbox"]), ::-p-aria([name="E-mail"][role="textbox"]), header',
  )
  const isSignedIn = await first?.evaluate((element) => element.tagName === 'HEADER')
  if (isSignedIn && !(await panel.$('input'))) return
  const address = await panel.$('::-p-aria([name="Server address"][role="textbox"])')
  if (address) {
    await address.type(server)
    await panel.keyboard.press('Enter')
  }
  const email = await panel.waitForSelector('::-p-aria([name="E-mail"][role="textbox"])')
  await email?.type(person.email)
  const password = await panel.waitForSelector('input[type="password"]')
  await password?.type(person.password)
  await panel.keyboard.press('Enter')
  // Gone with the form; where the password was given, a form for one's own stands in its place.
  await panel.waitForFunction(() => !document.querySelector('input[type="email"]'))
}
