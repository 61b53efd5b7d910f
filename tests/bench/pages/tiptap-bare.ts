import { publishTiptap } from "./tiptap";

publishTiptap(false);
