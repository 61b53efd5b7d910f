"use client";

import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useCommands } from "@/components/keys/keys-provider";
import { useDeparture } from "@/components/ui/use-departure";

/** How long a list waits for the next letter of what it is searched for, in milliseconds. */
const NEXT_LETTER_MS = 300;

export interface Search {
  typed: string;
  type: (typed: string) => void;
  /** What is searched for now; nothing waits for the next letter any more. */
  settle: () => string;
  now: () => void;
}

/** The search of a list whose server is asked when the last letter has been typed. */
export function useSearch(query: string, find: (query: string) => void): Search {
  const [typed, setTyped] = useState(query);
  const timer = useRef(0);
  const latest = useRef(find);
  useEffect(() => {
    latest.current = find;
  });
  const stop = () => window.clearTimeout(timer.current);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  // Whoever follows a link at once has found it.
  useDeparture(stop);
  const settle = () => {
    stop();
    return typed.trim();
  };
  return {
    typed,
    type: (next) => {
      setTyped(next);
      stop();
      timer.current = window.setTimeout(() => latest.current(next.trim()), NEXT_LETTER_MS);
    },
    settle,
    now: () => find(settle()),
  };
}

export interface SearchFieldProps {
  search: Search;
  label: string;
  placeholder: string;
  className: string | undefined;
}

/** The field of such a search, which the key for searching leads to. */
export function SearchField({ search, label, placeholder, className }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useCommands({
    search: () => {
      field.current?.focus();
      return true;
    },
  });
  return (
    <TextInput
      ref={field}
      type="search"
      {...(className !== undefined && { className })}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      value={search.typed}
      maxLength={500}
      onChange={(event) => search.type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") search.now();
      }}
    />
  );
}
