/* The editor of a text: ProseMirror inside the form's own textarea, with the toolbar that the page
   brings along (its words are the page's). No key is caught while an input method composes. */
import {
  BulletList, Blockquote, Bold, Caption, Document, Dropcursor, Editor, Figure, Gapcursor, HardBreak,
  Heading, HorizontalRule, Image, Italic, Link, ListItem, OrderedList, Paragraph, Strike, Subscript,
  Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline, UndoRedo,
} from "django-prose-editor/editor";
import { keeping } from "desk/keeping";
import { filing } from "desk/filing";
import { clarity } from "desk/clarity";
import { Marks } from "desk/marking";

const OURS = 'img[src^="/tep/"]';
const STYLED = /\sstyle\s*=|class="?Mso/i;
const OWN = /data-pm-slice/;

/* A picture shows its small copy; the text keeps the address of the original. */
const Picture = Image.extend({
  parseHTML() { return [{ tag: OURS }]; },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("img");
      dom.src = node.attrs.src.replace(/\/$/, "") + "/xem";
      dom.alt = node.attrs.alt || "";
      dom.draggable = true;
      return { dom };
    };
  },
});
const Illustration = Figure.extend({ addExtensions() { return []; } });
const PlainTable = Table.extend({ addNodeView() { return null; } });

function extensions(openLink) {
  return [
    Document, Paragraph, Text, HardBreak, Bold, Italic, Underline, Strike, Subscript, Superscript,
    Heading.configure({ levels: [2, 3] }), BulletList, OrderedList, ListItem, Blockquote,
    HorizontalRule, PlainTable.configure({ resizable: false }), TableRow, TableHeader, TableCell,
    Illustration, Caption, Picture, UndoRedo, Dropcursor, Gapcursor, Marks,
    Link.configure({ openOnClick: false, autolink: false, enableTarget: false }).extend({
      addMenuItems() {},
      addKeyboardShortcuts() { return { "Mod-k": () => { openLink(); return true; } }; },
    }),
  ];
}

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  underline: (chain) => chain.toggleUnderline(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  line: (chain) => chain.setHorizontalRule(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  rowAfter: (chain) => chain.addRowAfter(),
  columnAfter: (chain) => chain.addColumnAfter(),
  rowGone: (chain) => chain.deleteRow(),
  columnGone: (chain) => chain.deleteColumn(),
  tableGone: (chain) => chain.deleteTable(),
  unlink: (chain) => chain.extendMarkRange("link").unsetLink(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};
const BLOCKS = {
  paragraph: (chain) => chain.setParagraph(),
  heading2: (chain) => chain.setHeading({ level: 2 }),
  heading3: (chain) => chain.setHeading({ level: 3 }),
};

const form = document.getElementById("editor");
const kept = "autosave" in form.dataset; /* a template has no unsaved copy and no files */
const textarea = form.elements.body;
const toolbar = document.getElementById("toolbar");
const frame = document.createElement("div");
frame.className = "writing";
textarea.before(frame);

const editor = new Editor({
  element: frame,
  extensions: extensions(() => askLink()),
  content: textarea.value,
  injectCSS: false, /* its rules stand in our stylesheet: no style is written by script */
  enableInputRules: ["bulletList", "orderedList"],
  editorProps: {
    attributes: {
      class: "prose", role: "textbox", "aria-multiline": "true", lang: form.dataset.writtenIn || "vi",
      "aria-labelledby": textarea.dataset.labelledby,
    },
    handleDOMEvents: { paste: (view, event) => pasted(event) },
    transformPastedHTML: unstyled,
    handleDrop: (view, event) => dropped(event),
  },
  onUpdate() {
    textarea.value = editor.isEmpty ? "" : editor.getHTML();
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  },
  onTransaction: show,
});
textarea.hidden = true;
toolbar.hidden = false;
form.querySelector(`label[for="${textarea.id}"]`)?.addEventListener("click", () => editor.commands.focus());

/* Pasting -------------------------------------------------------------------------------------- */
function pasted(event) {
  const data = event.clipboardData;
  const html = data?.getData("text/html") || "";
  if (!html && data?.files.length && kept) filing.take(data.files, true);
  else if (STYLED.test(html) && !OWN.test(html)) fromElsewhere(html);
  else return false;
  event.preventDefault();
  return true;
}

/* The policy of the page lets no style attribute in, not even into a document that is only read. */
function unstyled(html) {
  return html.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, "");
}

function dropped(event) {
  if (!kept || !event.dataTransfer?.files.length) return false;
  filing.take(event.dataTransfer.files, true);
  return true;
}

/* Word and web mail say lists and bold in styles: the server, which cleans anyway, reads them. */
async function fromElsewhere(html) {
  const sent = new FormData();
  sent.append("html", html);
  let clean = unstyled(html);
  try {
    const answer = await keeping.post(form.dataset.paste, sent);
    if (answer.ok) clean = (await answer.json()).html;
  } catch { /* without a line the editor's own reading is taken */ }
  editor.chain().focus().insertContent(clean).run();
}

/* Toolbar -------------------------------------------------------------------------------------- */
toolbar.addEventListener("mousedown", (event) => {
  if (event.target.closest("button")) event.preventDefault(); /* the selection stays */
});
toolbar.addEventListener("click", (event) => {
  const button = event.target.closest("[data-command]");
  if (!button) return;
  if (button.dataset.command === "link") askLink();
  else if (button.dataset.command === "figure") askFigure();
  else COMMANDS[button.dataset.command](editor.chain().focus()).run();
});
const kinds = toolbar.querySelector("select");
kinds.addEventListener("change", () => BLOCKS[kinds.value](editor.chain().focus()).run());

/* One stop for Tab; arrows move within, as toolbars do. */
toolbar.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || event.target === kinds) return;
  const stops = [...toolbar.querySelectorAll("button")].filter((b) => !b.closest("[hidden]"));
  const next = stops[stops.indexOf(event.target) + step];
  if (next) { event.preventDefault(); next.focus(); }
});

function show() {
  if (!editor?.state) return;
  for (const button of toolbar.querySelectorAll("[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.command)));
  }
  toolbar.querySelector("[data-in=table]").hidden = !editor.isActive("table");
  toolbar.querySelector("[data-command=unlink]").hidden = !editor.isActive("link");
  const level = editor.isActive("heading", { level: 2 }) ? "heading2" : editor.isActive("heading", { level: 3 }) ? "heading3" : "paragraph";
  if (kinds.value !== level) kinds.value = level;
}

/* Links ---------------------------------------------------------------------------------------- */
const dialog = document.getElementById("link");
const address = dialog.querySelector("input[name=address]");

function askLink() {
  address.value = editor.getAttributes("link").href || "";
  dialog.showModal();
  address.select();
}

dialog.querySelector("form").addEventListener("submit", () => {
  let href = address.value.trim();
  if (href && !/^([a-z][a-z0-9+.-]*:|\/)/i.test(href)) href = (href.includes("@") ? "mailto:" : "https://") + href;
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!href) chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive("link")) {
    editor.chain().focus().insertContent([{ type: "text", text: address.value.trim(), marks: [{ type: "link", attrs: { href } }] }]).run();
  } else chain.setLink({ href }).run();
});

/* Figures of the bank: the words chosen, linked to the value that they say ----------------------- */
const figures = document.getElementById("figure");

function askFigure() {
  figures.showModal();
  const search = figures.querySelector("input[type=search]");
  search.select();
  search.dispatchEvent(new Event("opened"));
}

document.querySelector("[data-figures]")?.addEventListener("click", askFigure);
toolbar.querySelector("[data-command=figure]").hidden = !figures;
figures?.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-figure]");
  if (!chosen) return;
  figures.close();
  const link = { type: "link", attrs: { href: chosen.dataset.figure } };
  editor.chain().focus().insertContent([{ type: "text", text: chosen.dataset.words, marks: [link] }]).run();
});

/* What the other two need ------------------------------------------------------------------------ */
if (kept) filing.start(form, (id, caption) => {
  const content = [{ type: "image", attrs: { src: `/tep/${id}`, alt: caption } }];
  if (caption) content.push({ type: "caption", content: [{ type: "text", text: caption }] });
  editor.chain().focus().insertContent({ type: "figure", content }).run();
});
if (kept) keeping.start(form, {
  composing: () => editor.view.composing,
  put: (values) => {
    form.elements.title.value = values.title;
    form.elements.summary.value = values.summary;
    editor.commands.setContent(values.body, { emitUpdate: true });
  },
});
if (kept) clarity.start(form, editor);
show();
