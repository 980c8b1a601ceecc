export default function NoteScreen() {
  return null
}
