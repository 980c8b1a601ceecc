/** Files on the clipboard and under the mouse, as a browser hands them to a page. */
import type { ElementHandle, Page } from 'puppeteer-core'

/** What Ctrl+V does with a screenshot on the clipboard; it shows an error message. */
export async function pasteScreenshot(panel: Page): Promise<void> {
  await panel.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 360)
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    pen.fillStyle = 'steelblue'
    pen.fillRect(0, 0, 640, 360)
    pen.fillStyle = 'white'
    pen.fillRect(90, 90, 460, 180)
    pen.fillStyle = 'black'
    pen.font = '22px sans-serif'
    pen.fillText('\\\\PRD-FS01\\Recalls is not accessible.', 115, 160)
    pen.fillText('Access is denied.', 115, 200)
    const picture = await canvas.convertToBlob({ type: 'image/png' })
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([picture], 'image.png', { type: 'image/png' }))
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  })
}

/** By its key, which opens the browser's own dialog: here the file is put where that would put it. */
export async function pickFile(panel: Page, path: string): Promise<void> {
  const field = await panel.waitForSelector('input[type="file"]')
  if (!field) throw new Error('Nothing takes a file here.')
  // Heard before the key is pressed: the browser's own dialog would wait for a person.
  await field.evaluate((input) => {
    input.addEventListener('click', (event) => {
      event.preventDefault()
      input.setAttribute('data-asked', '')
    })
  })
  await panel.keyboard.press('v')
  await panel.waitForSelector('input[type="file"][data-asked]')
  await (field as ElementHandle<HTMLInputElement>).uploadFile(path) // the selector says so
}

export async function dropFile(panel: Page, name: string, text: string): Promise<void> {
  await panel.evaluate(
    (fileName, content) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([content], fileName))
      for (const type of ['dragover', 'drop']) {
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
        )
      }
    },
    name,
    text,
  )
}
