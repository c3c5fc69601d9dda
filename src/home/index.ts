import { type Feature, handle, paced } from '../workspace/feature.ts';
import { drawHome, homeDrawing } from '../workspace/home.ts';
import { onPerson } from '../workspace/person.ts';
import { nowOfPerson } from './person.ts';
import { publishHome } from './publish.ts';
import { homeRoutes, redrawAnswers, redrawHomeList } from './slack.ts';

export const home: Feature = {
  name: 'home',
  provides: [
    homeDrawing.provide({ publish: publishHome, redrawList: redrawHomeList, answersBeneath: redrawAnswers }),
    onPerson.provide(nowOfPerson),
  ],
  routes: homeRoutes,
  effects: [
    // The changer's Home first, others with the client that can wait.
    paced(
      'views.publish',
      handle(drawHome, (ws, { doc, to }) =>
        publishHome(ws, to, doc.user === to ? ws.slack.interactive : ws.slack.bulk),
      ),
    ),
  ],
};
