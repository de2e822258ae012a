import ReactMarkdown from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';

/** User content: no raw HTML, no images (a remote one would tell its host who reads), headings below the page's. */
export function Markdown({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[rehypeSanitize]}
      disallowedElements={['img']}
      components={{
        h1: 'h3',
        h2: 'h3',
        a: ({ href, children }) => (
          <a href={href} rel="noopener noreferrer nofollow" target="_blank">
            {children}
          </a>
        ),
      }}
    >
      {text}
    </ReactMarkdown>
  );
}
