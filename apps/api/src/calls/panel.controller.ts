import { Controller } from '@nestjs/common';
import {
  announceAward,
  changeScore,
  declareTies,
  giveSeat,
  handInScores,
  makeObjection,
  moveUpBid,
  objectionDeeds,
  panelDeeds,
  readOutcome,
  readPanel,
  readScores,
  recommendBid,
  saveScores,
  seatDeeds,
  substituteSeat,
  takeSeat,
  vacateSeat,
} from '@scenario-lab/contracts/panels';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { DecisionsService } from './decisions.service.js';
import { ObjectionsService } from './objections.service.js';
import { PanelQuery } from './panel.query.js';
import { ScoresService } from './scores.service.js';
import { SeatsService } from './seats.service.js';
import { SubstitutesService } from './substitutes.service.js';

const seats = by(SeatsService);
const scores = by(ScoresService);
const decisions = by(DecisionsService);
const objections = by(ObjectionsService);

@Deeds(seatDeeds, { stepBack: seats('stepBack') })
@Deeds(panelDeeds, {
  closeRound: scores('closeRound'),
  award: decisions('award'),
})
@Deeds(objectionDeeds, {
  reject: objections('answer', 'reject'),
  uphold: objections('answer', 'uphold'),
})
@Deeds(
  { handInScores, changeScore },
  {
    handInScores: scores('handIn'),
    changeScore: scores('change'),
  },
)
@Controller()
export class PanelController {
  constructor(
    private readonly query: PanelQuery,
    private readonly seats: SeatsService,
    private readonly substitutes: SubstitutesService,
    private readonly scores: ScoresService,
    private readonly decisions: DecisionsService,
    private readonly objections: ObjectionsService,
  ) {}

  @Route(readPanel)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readPanel>) {
    return this.query.read(actor, params.id);
  }

  @Route(giveSeat)
  give(@Who() actor: SignedIn, @Input() { params }: Received<typeof giveSeat>) {
    return this.seats.give(actor, params.id, params.number);
  }

  @Route(vacateSeat)
  vacate(@Who() actor: SignedIn, @Input() { params }: Received<typeof vacateSeat>) {
    return this.seats.vacate(actor, params.id, params.number);
  }

  @Route(substituteSeat)
  substitute(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof substituteSeat>) {
    return this.substitutes.name(actor, params.id, params.number, body);
  }

  @Route(takeSeat)
  take(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof takeSeat>) {
    return this.seats.take(actor, params.id, body.code, body.said);
  }

  @Route(declareTies)
  declare(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof declareTies>) {
    return this.seats.declare(actor, params.id, body.tiedTo, body.said);
  }

  @Route(readScores)
  readScores(@Who() actor: SignedIn, @Input() { params }: Received<typeof readScores>) {
    return this.scores.read(actor, params.id);
  }

  @Route(saveScores)
  save(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof saveScores>) {
    return this.scores.save(actor, params.id, body.scores);
  }

  @Route(recommendBid)
  recommend(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof recommendBid>) {
    return this.decisions.recommend(actor, params.id, body.number, body.reason);
  }

  @Route(announceAward)
  announce(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof announceAward>) {
    return this.decisions.announce(actor, params.id, body.procurementNumber);
  }

  @Route(moveUpBid)
  moveUp(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof moveUpBid>) {
    return this.decisions.moveUp(actor, params.id, body);
  }

  @Route(makeObjection)
  object(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof makeObjection>) {
    return this.objections.make(actor, params.id, body.text);
  }

  @Route(readOutcome)
  outcome(@Who() actor: SignedIn, @Input() { params }: Received<typeof readOutcome>) {
    return this.decisions.outcome(actor, params.id);
  }
}
