/**
 * A file as a `data:` address, to be shown as a picture: the policy of our pages lets no other
 * in, and nothing has to be given back afterwards.
 */
export const addressOf = (file: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
