import { publishTiptap } from "./tiptap";

publishTiptap(true);
