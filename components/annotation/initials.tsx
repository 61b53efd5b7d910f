import { Avatar, Tooltip } from "@mantine/core";

/** A person by their initials; `label` says what they are here, and is read out. */
export function Initials({ name, label }: { name: string; label: string }) {
  return (
    <Tooltip label={label}>
      <Avatar
        size={20}
        radius="xl"
        name={name}
        color="gray"
        variant="light"
        role="img"
        aria-label={label}
      >
        {initialsOf(name)}
      </Avatar>
    </Tooltip>
  );
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? "")][0] ?? "";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}
