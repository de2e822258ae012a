import { splits } from '@scenario-lab/contracts/benchmarks';
import { taskKinds } from '@scenario-lab/contracts/metrics';
import { Argument, Command, CommanderError, Option } from 'commander';
import { benchmarks } from './commands/benchmarks.js';
import { check } from './commands/check.js';
import { init } from './commands/init.js';
import { report } from './commands/report.js';
import { logs, runs, showRun } from './commands/run.js';
import { score } from './commands/score.js';
import { login, logout, whoami } from './commands/sign-in.js';
import { submit } from './commands/submit.js';
import { tryHere } from './commands/try.js';
import { keys, verify } from './commands/verify.js';
import { complaintOf, type Desk, makeDesk, type Report, type Streams } from './desk.js';
import type { Env } from './env.js';
import { exit } from './exit.js';
import { langOf, type Translate, translator } from './i18n/translate.js';
import type { WordKey } from './i18n/words.js';
import { readVersion } from './version.js';

type Deed<A extends unknown[]> = (desk: Desk, ...args: A) => Promise<Report>;

/**
 * Runs one command line and answers the exit code. Everything goes to `streams`; nothing here ends the process.
 */
export async function runCli(
  argv: readonly string[],
  env: Env,
  streams: Streams,
  signal: AbortSignal,
): Promise<number> {
  const t = translator(langOf(argv, env.locale));
  const json = argv.includes('--json');
  const desk = makeDesk({ t, env, json, signal }, streams);
  let ended: Report | null = null;
  const bind =
    <A extends unknown[]>(deed: Deed<A>) =>
    async (...args: A) => {
      ended = await deed(desk, ...args);
    };
  const program = programOf(t, bind, streams);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return usageEnd(error, t, json, streams, argv);
    const { exit: end, json: answer } = complaintOf(error, t);
    if (json) streams.out(`${JSON.stringify(answer, null, 2)}\n`);
    desk.note(answer.error.message);
    for (const line of answer.error.lines) desk.note(`  ${line}`);
    return end;
  }
  const report = ended as Report | null;
  if (!report) return exit.pass;
  if (json) streams.out(`${JSON.stringify(report.json, null, 2)}\n`);
  return report.exit;
}

type Bind = <A extends unknown[]>(deed: Deed<A>) => (...args: A) => Promise<void>;

function programOf(t: Translate, bind: Bind, streams: Streams): Command {
  const program = new Command('scenario-lab')
    .description(t('about'))
    .version(readVersion(), '-V, --version', t('help.version'));
  const path = () => new Argument('<path>', t('path.arg'));
  const benchmark = () => new Option('--benchmark <id>', t('opt.benchmark'));
  const card = () => new Option('--card <file>', t('opt.card'));
  const split = () => new Option('--split <split>', t('submit.opt.split')).choices(splits);
  const task = (words: WordKey) => new Option('--task <task>', t(words)).choices(taskKinds);
  const run = () => new Argument('<run>', t('run.arg'));
  const add = (name: string, words: WordKey) => program.command(name).description(t(words));

  add('login', 'login.help')
    .argument('<url>', t('login.url'))
    .option('--email <email>', t('login.opt.email'))
    .option('--token <token>', t('login.opt.token'))
    .option('--days <n>', t('login.opt.days'), '90')
    .action(bind(login));
  add('logout', 'logout.help').action(bind(logout));
  add('whoami', 'whoami.help').action(bind(whoami));
  add('init', 'init.help')
    .argument('<kit>', t('init.kit'))
    .argument('<dir>', t('init.dir'))
    .action(bind(init));
  add('check', 'check.help')
    .addArgument(path())
    .addOption(card())
    .option('--out <file>', t('check.opt.out'))
    .action(bind(check));
  add('try', 'try.help')
    .addArgument(path())
    .addOption(benchmark())
    .option('--sample <path>', t('try.opt.sample'))
    .addOption(card())
    .action(bind(tryHere));
  add('benchmarks', 'benchmarks.help').addOption(task('benchmarks.opt.task')).action(bind(benchmarks));
  add('submit', 'submit.help')
    .addArgument(path())
    .addOption(benchmark().makeOptionMandatory())
    .addOption(split().makeOptionMandatory())
    .option('--algorithm <id>', t('submit.opt.algorithm'))
    .option('--title <text>', t('submit.opt.title'))
    .option('--label <label>', t('submit.opt.label'))
    .option('--engagement <id>', t('submit.opt.engagement'))
    .option('--prior-access', t('submit.opt.prior'))
    .addOption(card())
    .option('--watch', t('submit.opt.watch'))
    .action(bind(submit));
  add('runs', 'runs.help')
    .addOption(benchmark())
    .addOption(split())
    .option('--limit <n>', t('runs.opt.limit'), '20')
    .action(bind(runs));
  add('run', 'run.help').addArgument(run()).option('--watch', t('submit.opt.watch')).action(bind(showRun));
  add('logs', 'logs.help').addArgument(run()).action(bind(logs));
  add('report', 'report.help')
    .addArgument(run())
    .requiredOption('--out <file>', t('report.opt.out'))
    .option('--pdf <file>', t('report.opt.pdf'))
    .addOption(new Option('--pdf-lang <lang>', t('report.opt.lang')).choices(['zh', 'en']))
    .action(bind(report));
  add('verify', 'verify.help')
    .argument('<file>', t('verify.file'))
    .requiredOption('--key <key>', t('verify.opt.key'))
    .option('--online [url]', t('verify.opt.online'))
    .option('--status <file>', t('verify.opt.status'))
    .action(bind(verify));
  add('keys', 'keys.help').argument('[url]', t('login.url')).action(bind(keys));
  add('score', 'score.help')
    .argument('<truth>', t('score.truth'))
    .argument('<predictions>', t('score.predictions'))
    .addOption(task('score.opt.task').makeOptionMandatory())
    .option('--positive <class>', t('score.opt.positive'))
    .action(bind(score));
  return dressed(program, t, streams);
}

const titles: Record<string, WordKey> = {
  'Usage:': 'help.usage',
  'Options:': 'help.options',
  'Commands:': 'help.commands',
  'Arguments:': 'help.arguments',
};

/** What holds for every command: language, JSON, help in words of ours, errors thrown instead of exits. */
function dressed(program: Command, t: Translate, streams: Streams): Command {
  for (const command of [program, ...program.commands])
    command
      .configureHelp({
        styleTitle: (title) => (titles[title] ? t(titles[title]) : title),
        optionDescription: ({ description, defaultValue }) =>
          defaultValue === undefined ? description : `${description} [${defaultValue}]`,
      })
      .configureOutput({ writeOut: streams.out, writeErr: () => undefined })
      .helpOption('-h, --help', t('help.help'))
      .exitOverride();
  program.helpCommand(false);
  for (const command of [program, ...program.commands])
    command
      .option('--json', t('help.json'))
      .addOption(new Option('--lang <lang>', t('help.lang')).choices(['zh', 'en']));
  return program;
}

const usageWords: Record<string, WordKey> = {
  'commander.unknownCommand': 'usage.unknown_command',
  'commander.unknownOption': 'usage.unknown_option',
  'commander.missingArgument': 'usage.missing_argument',
  'commander.missingMandatoryOptionValue': 'usage.missing_option',
  'commander.optionMissingArgument': 'usage.missing_value',
  'commander.invalidArgument': 'usage.bad_value',
  'commander.excessArguments': 'usage.too_many',
};

function usageEnd(
  { code, message, exitCode }: CommanderError,
  t: Translate,
  json: boolean,
  streams: Streams,
  argv: readonly string[],
): number {
  if (exitCode === 0) return exit.pass;
  const commands = argv.filter((word) => !word.startsWith('-'));
  // Asked for nothing at all: the overview is the answer.
  if (code === 'commander.help') {
    const overview = programOf(t, () => async () => undefined, streams).helpInformation();
    streams.err(overview);
    return exit.usage;
  }
  const what = /'([^']*)'/.exec(message)?.[1] ?? message.replace(/^error: /, '');
  const words = t(usageWords[code] ?? 'usage.other', { what });
  if (json) streams.out(`${JSON.stringify({ error: { code, message: words, lines: [] } }, null, 2)}\n`);
  else {
    const command = code === 'commander.unknownCommand' || !commands[0] ? '' : `${commands[0]} `;
    streams.err(`${words}\n${t('usage.see', { command })}\n`);
  }
  return exit.usage;
}
