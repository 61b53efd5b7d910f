/**
 * The sample's article, written for Stet. Its facts are public and its sources real; three slips
 * were put in on purpose (a height, a quotation, a weight), so that there is something to find.
 */
export interface SampleBlock {
  role: "headline" | "standfirst" | "byline" | "heading" | "body";
  text: string;
}

export const sampleBlocks: readonly SampleBlock[] = [
  { role: "headline", text: "Eight days in July: how Apollo 11 went to the Moon and came back" },
  {
    role: "standfirst",
    text: "More than half a century on, the flight is remembered for two sentences. The numbers behind them are as remarkable, and easier to get wrong.",
  },
  { role: "byline", text: "By Maya Brandt" },
  {
    role: "body",
    text: "At 13:32 Universal Time on 16 July 1969 a Saturn V rocket lifted off from Launch Complex 39A at the Kennedy Space Center in Florida. On top of it, 120 metres above the ground, sat Neil Armstrong, Michael Collins and Edwin “Buzz” Aldrin. Four days later two of them stood on the Moon.",
  },
  {
    role: "body",
    text: "The deadline had been set eight years earlier. On 25 May 1961, six weeks after Yuri Gagarin became the first human being to orbit the Earth, President John F. Kennedy told a joint session of Congress that the nation should commit itself to “landing a man on the moon and returning him safely to the earth” before the decade was out. The United States had then spent a total of fifteen minutes in crewed space flight.",
  },
  {
    role: "body",
    text: "It was an extravagant promise. Kennedy knew that, and said so a year later in Houston. “We choose to go to the moon in this decade,” he told a crowd at Rice University, “because it is hard.” The speech is quoted at rocket launches to this day.",
  },
  { role: "heading", text: "The longest thirteen minutes" },
  {
    role: "body",
    text: "On 20 July the lunar module Eagle separated from the command module and began its descent. Alarms from an overloaded computer, numbered 1202 and 1201, sounded in the cabin. Armstrong saw that the automatic landing was taking them towards a crater strewn with boulders, and flew on by hand. When Eagle touched down at 20:17, the fuel left for the descent would have lasted less than a minute.",
  },
  {
    role: "body",
    text: "“Houston, Tranquility Base here. The Eagle has landed,” Armstrong radioed. Six and a half hours later he climbed down the ladder. An estimated 650 million people were watching on television, roughly a fifth of everyone alive.",
  },
  {
    role: "body",
    text: "What he said on the last rung has been argued over ever since. Armstrong maintained that he had said “one small step for a man”; the recording seems to lack the “a”. It may be the most famous missing article in the English language.",
  },
  { role: "heading", text: "What they brought home" },
  {
    role: "body",
    text: "The two men spent a little over two and a half hours outside. They planted a flag, set up a seismometer and a mirror that still returns laser light to observatories on Earth, and collected 25.1 kilograms of rock and soil. The whole of Apollo would bring back 382 kilograms in six landings.",
  },
  {
    role: "body",
    text: "Collins, meanwhile, circled above them alone. He later wrote that he had not felt lonely. Every two hours he passed behind the Moon, out of reach of every radio on Earth.",
  },
  {
    role: "body",
    text: "Eagle’s upper half left the surface after less than a day. On 24 July the command module Columbia splashed down in the Pacific, where the aircraft carrier Hornet was waiting. The crew were shut away for three weeks, because nobody could be quite certain that the Moon was sterile.",
  },
  { role: "heading", text: "What it cost" },
  {
    role: "body",
    text: "The programme employed about 400,000 people at its height. In 1973 NASA reported to Congress that Apollo had cost 25.4 billion dollars. Polls taken during the 1960s suggest that most Americans thought it was not worth the money; only in the summer of the landing did a bare majority disagree.",
  },
  {
    role: "body",
    text: "Twelve people have walked on the Moon, all of them American, all of them men, all between July 1969 and December 1972. Nobody who watched the last of them leave would have believed how long it would be before the next.",
  },
];
