"use server";

import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import {
  annotationHistoryInput,
  createAnnotationInput,
  createOccurrencesInput,
  deleteAnnotationInput,
  restoreAnnotationInput,
  saidAndSoInput,
  setTargetsInput,
  updateNoteInput,
  updateOccurrenceInput,
} from "./schema";

export const createAnnotation = memberAction(createAnnotationInput, commands.createAnnotation);
export const createOccurrences = memberAction(createOccurrencesInput, commands.createOccurrences);
export const saidAndSo = memberAction(saidAndSoInput, commands.saidAndSo);
export const setTargets = memberAction(setTargetsInput, commands.setTargets);
export const updateNote = memberAction(updateNoteInput, commands.updateNote);
export const updateOccurrence = memberAction(updateOccurrenceInput, commands.updateOccurrence);
export const deleteAnnotation = memberAction(deleteAnnotationInput, commands.deleteAnnotation);
export const restoreAnnotation = memberAction(restoreAnnotationInput, commands.restoreAnnotation);
export const annotationHistory = memberAction(annotationHistoryInput, queries.annotationHistory);
