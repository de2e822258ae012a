import { Controller, Req, Res } from '@nestjs/common';
import { readDocs, readDocsChapter } from '@scenario-lab/contracts/health';
import type { Received } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Request, Response } from 'express';
import { Documents, sendDocument } from '../http/once.js';
import { Input, Route } from '../http/route.decorator.js';
import type { Language } from '../http/route-words.js';
import { version } from '../http/version.js';
import { chapterPage, chaptersOf, firstPage } from './pages.js';

@Controller()
export class DocsController {
  private readonly chapters = chaptersOf(routes);
  private readonly documents = new Documents();

  @Route(readDocs)
  first(
    @Input() { query }: Received<typeof readDocs>,
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    const language = query.lang ?? languageOf(request);
    this.send(request, response, language, 'first', () => firstPage(this.chapters, language, version));
  }

  @Route(readDocsChapter)
  chapter(
    @Input() { params, query }: Received<typeof readDocsChapter>,
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    const rows = this.chapters.get(params.chapter);
    if (!rows) throw new Refusal('not_found');
    const language = query.lang ?? languageOf(request);
    this.send(request, response, language, params.chapter, () =>
      chapterPage(params.chapter, rows, this.chapters, language),
    );
  }

  private send(
    request: Request,
    response: Response,
    language: Language,
    name: string,
    make: () => string,
  ): void {
    response.set('content-language', language === 'zh' ? 'zh-CN' : 'en').vary('accept-language');
    sendDocument(request, response, this.documents.of(`${language} ${name}`, 'html', make));
  }
}

/** What the browser asks for; Chinese where it asks for neither. */
const languageOf = (request: Request): Language =>
  request.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh';
