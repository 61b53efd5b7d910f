import type { CslDate, DateParts } from "./csl";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const SEASONS = ["Spring", "Summer", "Autumn", "Winter"] as const;

/**
 * A date as a person writes it: "12 May 2024", "May 12, 2024", "May 2024", "2024", "2024-05-12",
 * "12.5.2024", "Spring 2024", "c. 1900", and two of them with a dash or slash between. "5/6/2024" is
 * two days at once and so none; it and whatever else cannot be read for certain is kept as written.
 * Null for nothing.
 */
export function parseDate(written: string): CslDate | null {
  const text = written.trim().replace(/\s+/g, " ").slice(0, 500);
  if (text === "") return null;
  const circa = /^(?:c\.?|ca\.?|circa) ?(?=\d)/i.exec(text)?.[0];
  const rest = circa ? text.slice(circa.length) : text;
  const mark = circa ? { circa: true as const } : {};
  const season = /^(spring|summer|autumn|fall|winter) (\d{4})$/i.exec(rest);
  if (season?.[1] && season[2]) {
    const name = season[1].toLowerCase().replace("fall", "autumn");
    const at = SEASONS.findIndex((known) => known.toLowerCase() === name);
    return { "date-parts": [[Number(season[2])]], season: at + 1, ...mark };
  }
  const one = parseDay(rest);
  if (one) return { "date-parts": [one], ...mark };
  const ends = rest.split(/ ?[–—/] ?| - |(?<=^\d{4})-(?=\d{4}$)/).map(parseDay);
  const [start, end] = ends;
  if (ends.length === 2 && start && end) return { "date-parts": [start, end], ...mark };
  return { literal: text };
}

function parseDay(written: string): DateParts | null {
  const text = written.trim();
  const year = /^(-?\d{4}|\d{1,4} (?:BCE?|B\.C\.))$/i.exec(text)?.[1];
  if (year) return [/B/i.test(year) ? -Number.parseInt(year, 10) : Number(year)];
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (iso) return day(iso[1], iso[2], iso[3]);
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/.exec(text);
  if (dotted) return day(dotted[3], dotted[2], dotted[1]);
  const british = /^(?:(\d{1,2})(?:st|nd|rd|th|\.)? )?([A-Za-z]{3,9})\.?,? (\d{4})$/.exec(text);
  if (british) return day(british[3], monthOf(british[2]), british[1]);
  const american = /^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text);
  if (american) return day(american[3], monthOf(american[1]), american[2]);
  return null;
}

/** "May", "Sep", "Sept": the beginning of one month's English name. */
function monthOf(word = ""): string {
  const name = word.toLowerCase();
  const at = MONTHS.findIndex((month) => month.toLowerCase().startsWith(name));
  return String(name === "sept" ? 9 : at + 1);
}

function day(year = "", month = "", date?: string): DateParts | null {
  const [y, m, d] = [Number(year), Number(month), date === undefined ? null : Number(date)];
  if (m < 1 || m > 12) return null;
  if (d === null) return [y, m];
  const days = new Date(Date.UTC(2000, m, 0)).getUTCDate();
  const isLeap = new Date(Date.UTC(y, 1, 29)).getUTCMonth() === 1;
  return d < 1 || d > days || (m === 2 && d === 29 && !isLeap) ? null : [y, m, d];
}

/** A date as `parseDate` reads it: "12 May 2024", "2019–2021". */
export function formatDate(date: CslDate | undefined): string {
  if (!date) return "";
  if ("literal" in date) return date.literal;
  const span = date["date-parts"].map(formatDay).join("–");
  const season = date.season === undefined ? "" : `${SEASONS[date.season - 1]} `;
  return `${date.circa ? "c. " : ""}${season}${span}`;
}

function formatDay([year, month, date]: DateParts): string {
  const shown = year < 0 ? `${-year} BC` : String(year).padStart(4, "0");
  return [date, month && MONTHS[month - 1], shown].filter(Boolean).join(" ");
}
