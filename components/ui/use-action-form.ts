"use client";

import { useForm } from "@mantine/form";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { z } from "zod";
import { type Answer, callAction, type Refusal, useRefusalWords } from "./use-action";

/** What the catalogue has words for; everything else is "not filled in as it should be". */
const ISSUES = [
  "required",
  "too_long",
  "email_invalid",
  "password_too_short",
  "password_too_long",
  "password_too_common",
] as const;

/** Zod's own codes, where a schema gives none. */
const GENERAL = new Map<string, (typeof ISSUES)[number]>([
  ["too_small", "required"],
  ["too_big", "too_long"],
]);

const issuesSchema = z.array(z.object({ path: z.string(), code: z.string(), message: z.string() }));

type Issue = z.infer<typeof issuesSchema>[number];

interface UseActionFormOptions<V, I, T> {
  initialValues: V;
  /** Checks the values before they are sent; its issues' messages are codes. */
  schema: z.ZodType<unknown, I>;
  /** What is sent of the values. */
  toInput: (values: V) => I;
  action: (input: I) => Promise<Answer<T>>;
  onDone: (data: T, values: V) => void | Promise<void>;
  /** Words for an issue's code that are the form's own; undefined: the usual ones. */
  issueWords?: (code: string) => string | undefined;
  /** A field's or the form's own sentence for a refusal; undefined: the usual one. */
  onRefusal?: (refusal: Refusal) => { field: string; words: string } | string | undefined;
}

/**
 * A form whose submission is an action: it checks the values, is busy until the action has
 * answered and what follows is done, keeps what was typed, and tells what is wrong beside the
 * field that it is wrong with, or in `refusal`.
 */
export function useActionForm<V extends Record<string, unknown>, I, T>(
  options: UseActionFormOptions<V, I, T>,
) {
  const words = useRefusalWords();
  const t = useTranslations("ui.issue");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const underWay = useRef(false);

  const issueWords = ({ code, message }: Issue) => {
    const known = ISSUES.find((issue) => issue === message);
    return options.issueWords?.(message) ?? t(known ?? GENERAL.get(code) ?? "invalid");
  };
  // Of several issues of one field the first is told.
  const errorsOf = (issues: Issue[]) =>
    Object.fromEntries([...issues].reverse().map((issue) => [issue.path, issueWords(issue)]));

  const form = useForm<V>({
    initialValues: options.initialValues,
    validate: (values) => {
      const parsed = options.schema.safeParse(options.toInput(values));
      if (parsed.success) return {};
      return errorsOf(
        parsed.error.issues.map(({ path, ...issue }) => ({ ...issue, path: path.join(".") })),
      );
    },
  });

  const submit = form.onSubmit(
    async (values) => {
      if (underWay.current) return;
      underWay.current = true;
      setBusy(true);
      setRefusal(null);
      const outcome = await callAction(options.action, options.toInput(values));
      if (outcome.ok) await options.onDone(outcome.data, values);
      else tell(outcome);
      underWay.current = false;
      setBusy(false);
    },
    (errors) => focusFirst(Object.keys(errors)),
  );

  const tell = (outcome: Refusal) => {
    const own = options.onRefusal?.(outcome);
    const issues = issuesSchema.safeParse(outcome.details?.issues);
    if (typeof own === "object") form.setFieldError(own.field, own.words);
    else if (own === undefined && outcome.code === "invalid" && issues.success) {
      form.setErrors(errorsOf(issues.data));
    } else setRefusal(own ?? words(outcome));
  };

  const focusFirst = (paths: string[]) => {
    const [first] = paths;
    if (first !== undefined) form.getInputNode(first)?.focus();
  };

  return {
    form,
    busy,
    refusal,
    /** For the form element; validation is ours, in words, not the browser's. */
    props: { noValidate: true, onSubmit: (event: FormEvent<HTMLFormElement>) => submit(event) },
  };
}
