"use client";

import { ActionIcon, Badge, Menu, NativeSelect, Table, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconDots, IconKey, IconUserMinus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ResetLinkModal } from "@/components/account/reset-link-modal";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import { WideTable } from "@/components/ui/wide-table";
import { makeMemberPasswordReset } from "@/lib/account/actions";
import { changeRole, removeMember } from "@/lib/workspace/actions";
import { ROLES, type Role, roleSchema } from "@/lib/workspace/role";

interface Member {
  id: string;
  name: string;
  role: Role;
  joinedAt: string;
  isSelf: boolean;
  email: string | null;
  can: { changeRole: boolean; remove: boolean; resetPassword: boolean };
}

interface MemberTableProps {
  workspace: string;
  members: Member[];
  canManage: boolean;
}

/** Who belongs to the workspace, and for admins what may be done with each. */
export function MemberTable({ workspace, members, canManage }: MemberTableProps) {
  const t = useTranslations("workspace.members");
  return (
    <WideTable label={t("title")} minWidth={canManage ? 640 : 360} verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("name")}</Table.Th>
          {canManage && <Table.Th>{t("email")}</Table.Th>}
          <Table.Th>{t("role")}</Table.Th>
          <Table.Th>{t("joined")}</Table.Th>
          {canManage && <Table.Td />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {members.map((member) => (
          <MemberRow key={member.id} workspace={workspace} member={member} canManage={canManage} />
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

interface MemberRowProps {
  workspace: string;
  member: Member;
  canManage: boolean;
}

function MemberRow({ workspace, member, canManage }: MemberRowProps) {
  const t = useTranslations("workspace.members");
  const roles = useTranslations("workspace.role");
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {member.name}
        {member.isSelf && (
          <Badge variant="default" size="sm" ms="xs" tt="none" fw={500}>
            {t("you")}
          </Badge>
        )}
      </Table.Th>
      {canManage && <Table.Td>{member.email}</Table.Td>}
      <Table.Td>
        {member.can.changeRole ? (
          <RoleSelect workspace={workspace} member={member} />
        ) : (
          <>
            {roles(member.role)}
            {canManage && (
              <Text size="xs" c="dimmed">
                {t("lastAdminHelp")}
              </Text>
            )}
          </>
        )}
      </Table.Td>
      <Table.Td>
        <Time at={member.joinedAt} show="date" />
      </Table.Td>
      {canManage && (
        <Table.Td w="3rem">
          <MemberMenu workspace={workspace} member={member} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function RoleSelect({ workspace, member }: { workspace: string; member: Member }) {
  const t = useTranslations("workspace.members");
  const roles = useTranslations("workspace.role");
  const router = useRouter();
  const { name } = member;
  const { run, busy } = useAction(changeRole, {
    onRefusal: ({ code, details }) => {
      router.refresh();
      if (details?.reason === "last_admin") return t("lastAdmin");
      const role = roleSchema.safeParse(details?.role);
      if (code === "conflict" && role.success) {
        return t("roleConflict", { name, role: roles(role.data) });
      }
      return undefined;
    },
  });

  const change = async (to: Role) => {
    const outcome = await run(workspace, { memberId: member.id, from: member.role, to });
    if (!outcome.ok) return;
    notifications.show({ message: t("roleChanged", { name, role: roles(to) }) });
    router.refresh();
  };

  const choose = (to: Role) => {
    if (to === member.role) return;
    if (!member.isSelf) return change(to);
    modals.openConfirmModal({
      title: t("stepDownTitle"),
      children: <Text size="sm">{t("stepDownText")}</Text>,
      labels: { confirm: t("stepDownConfirm", { role: roles(to) }), cancel: t("keepRole") },
      onConfirm: () => change(to),
    });
  };

  return (
    <NativeSelect
      size="xs"
      w="8rem"
      aria-label={t("roleOf", { name })}
      disabled={busy}
      value={member.role}
      onChange={(event) => choose(roleSchema.parse(event.currentTarget.value))}
      data={ROLES.map((role) => ({ value: role, label: roles(role) }))}
    />
  );
}

function MemberMenu({ workspace, member }: { workspace: string; member: Member }) {
  const t = useTranslations("workspace.members");
  const router = useRouter();
  const { name } = member;
  const [reset, setReset] = useState<{ link: string; expiresAt: string } | null>(null);
  const removal = useAction(removeMember, {
    onRefusal: ({ details }) => (details?.reason === "last_admin" ? t("lastAdmin") : undefined),
  });
  const resetting = useAction(makeMemberPasswordReset, {
    onRefusal: ({ code }) => (code === "forbidden" ? t("resetRefused", { name }) : undefined),
  });
  if (!member.can.remove && !member.can.resetPassword) return null;

  const remove = () =>
    modals.openConfirmModal({
      title: t("removeTitle", { name }),
      children: <Text size="sm">{t("removeText", { name })}</Text>,
      labels: { confirm: t("removeConfirm"), cancel: t("keep") },
      confirmProps: { color: "red" },
      onConfirm: async () => {
        const outcome = await removal.run(workspace, { memberId: member.id });
        if (!outcome.ok) return;
        notifications.show({ message: t("removed", { name }) });
        if (member.isSelf) window.location.assign("/");
        else router.refresh();
      },
    });
  const makeReset = async () => {
    const outcome = await resetting.run(workspace, { memberId: member.id });
    if (outcome.ok) setReset(outcome.data);
  };

  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            loading={removal.busy || resetting.busy}
            aria-label={t("actionsOf", { name })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {member.can.resetPassword && (
            <Menu.Item leftSection={<IconKey size={16} />} onClick={makeReset}>
              {t("reset")}
            </Menu.Item>
          )}
          {member.can.remove && (
            <Menu.Item color="red" leftSection={<IconUserMinus size={16} />} onClick={remove}>
              {t("remove")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ResetLinkModal name={name} reset={reset} onClose={() => setReset(null)} />
    </>
  );
}
